using FsCheck.Xunit;
using PromptOpt.Candidates;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Candidates;

public sealed class PromptTemplateTests
{
    private static readonly string[] Fields = ["text", "context", "Review Text"];

    [Theory]
    [InlineData("Q: {{ text }} {{context}}", "Q: T C")]
    [InlineData("{{input}}", "I")]
    [InlineData("{{Review Text}}", "R")]
    [InlineData("{\"a\": {\"b\": {}}} }} {{ {x} {{}} {{\"a\": 1}}", "{\"a\": {\"b\": {}}} }} {{ {x} {{}} {{\"a\": 1}}")]
    [InlineData("{\"q\": {{{text}}}}", "{\"q\": {T}}")]
    [InlineData("a {{#keep}}Always {{text}}.{{/keep}} b {{# keep}}", null)]
    [InlineData("a {{#keep}}Always {{text}}.{{/keep}} b", "a Always T. b")]
    public void Fields_are_filled_in_and_all_else_is_literal(string template, string? expected)
    {
        if (expected is null) Assert.Throws<BadInputException>(() => Parse(template));
        else Assert.Equal(expected, Parse(template).Render(Row()));
    }

    [Fact]
    public void Names_and_kept_texts_are_listed_in_order()
    {
        var template = Parse("{{context}} {{#keep}}one {{text}}{{/keep}} {{text}} {{#keep}}two{{/keep}}");
        Assert.Equal(["context", "text"], template.FieldNames);
        Assert.Equal(["one {{text}}", "two"], template.KeptTexts);
    }

    [Theory]
    [InlineData("one\n two {{texd}}", "seed.txt:2:6: unknown field {{texd}} (did you mean 'text'?); every row has: input, text, context, Review Text")]
    [InlineData("{{#keep}} a", "seed.txt:1:1: {{#keep}} is never closed")]
    [InlineData("a {{/keep}}", "seed.txt:1:3: {{/keep}} without {{#keep}}")]
    [InlineData("{{#keep}}{{#keep}}{{/keep}}", "seed.txt:1:10: {{#keep}} inside {{#keep}}")]
    [InlineData("{{#if}}", "unknown marker {{#if}}")]
    public void Mistakes_are_refused_with_their_place(string template, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => Parse(template)).Message, StringComparison.Ordinal);

    [Property]
    public void Text_from_a_row_is_never_read_as_a_template(string before, string value)
    {
        var input = $"{{{{context}}}}{{{{#keep}}}}{value}";
        var literal = (before ?? "").Replace('{', '(').Replace('}', ')');
        Assert.Equal(literal + input, Parse(literal + "{{input}}").Render(Row() with { Input = input }));
    }

    [Property]
    public void A_text_without_double_braces_renders_as_itself(string text)
    {
        var literal = (text ?? "").Replace("{{", "{", StringComparison.Ordinal).Replace("{{", "{ {", StringComparison.Ordinal);
        if (!literal.Contains("{{", StringComparison.Ordinal)) Assert.Equal(literal, Parse(literal).Render(Row()));
    }

    [Property]
    public void Markers_around_any_text_leave_it_as_it_is(string text)
    {
        var kept = (text ?? "").Replace('{', '(').Replace('}', ')');
        var template = Parse($"a{{{{#keep}}}}{kept}{{{{/keep}}}}b");
        Assert.Equal($"a{kept}b", template.Render(Row()));
        Assert.Equal([kept], template.KeptTexts);
    }

    private static PromptTemplate Parse(string text) => PromptTemplate.Parse(text, Fields, "seed.txt");

    private static Example Row() => new()
    {
        Id = "",
        Fields = new Dictionary<string, string> { ["text"] = "T", ["context"] = "C", ["Review Text"] = "R" },
        Input = "I",
        Target = "",
    };
}
