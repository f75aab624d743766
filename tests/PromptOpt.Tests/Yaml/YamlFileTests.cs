using FsCheck.Xunit;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Tests.Yaml;

public sealed class YamlFileTests
{
    [Property(MaxTest = 300)]
    public void Any_text_is_read_or_refused_as_bad_input(string[] pieces, bool lines)
    {
        var text = string.Join(lines ? "\n" : ": ", pieces.Select(piece => piece ?? "~"));
        if (Record.Exception(() => YamlFile.Parse("x.yaml", text)) is { } e) Assert.IsType<BadInputException>(e);
    }

    [Theory]
    [InlineData(" : a")]
    [InlineData(": {\na")]
    [InlineData("a: *b")]
    [InlineData("a: &b [*b]")]
    [InlineData("? [1]\n: 2")]
    [InlineData("<<: {a: 1}")]
    [InlineData("a: !!int x")]
    [InlineData("a: \"\\z\"")]
    [InlineData("a:\n\t- b")]
    [InlineData("%YAML 9.9\n---\na: 1")]
    [InlineData("[a, b")]
    [InlineData("? &a [*a]\n: 1")]
    public void Rare_yaml_is_read_or_refused_as_bad_input(string text)
    {
        if (Record.Exception(() => YamlFile.Parse("x.yaml", text).Root.Done()) is { } e) Assert.IsType<BadInputException>(e);
    }

    [Fact]
    public void What_would_overflow_the_stack_is_refused_with_its_place()
    {
        Assert.StartsWith("x.yaml:1:103: not valid YAML: it is nested more than 100 levels deep", Problem($"a: {new string('[', 300_000)}"), StringComparison.Ordinal);
        Assert.StartsWith("x.yaml:2:4: not valid YAML: there are no aliases here: write out what *b stands for", Problem("a: &b 1\nc: *b"), StringComparison.Ordinal);
        static string Problem(string text) => Assert.Throws<BadInputException>(() => YamlFile.Parse("x.yaml", text)).Message;
    }

    [Theory]
    [InlineData("a: 1\nb:\n\tc: 2\n", 3)]
    [InlineData("a: 1\nb:\n  c: 2\n  \td: 3\n", 4)]
    public void A_tab_as_indentation_is_refused_at_its_own_line(string text, int line) =>
        Assert.Equal($"x.yaml:{line}:1: not valid YAML: a tab is among the indentation; use spaces", Assert.Throws<BadInputException>(() => YamlFile.Parse("x.yaml", text)).Message);

    [Fact]
    public void Numbers_have_a_full_stop_whatever_the_culture_and_quoted_ones_are_text()
    {
        var map = YamlFile.Parse("x.yaml", "a: 1.5\nb: '1.5'\nc: 1e3\nd: .nan\ne: ~\n").Root;
        Assert.Equal((1.5, null, 1000, null, null), (map.Number("a"), map.Number("b"), map.Number("c"), map.Number("d"), map.Number("e")));
        Assert.Equal(("1.5", "1.5", null), (map.Text("a"), map.Text("b"), map.Text("e")));
    }

    [Theory]
    [InlineData(MetricKind.TokenF1, "token-f1")]
    [InlineData(MetricKind.ExactMatch, "exact-match")]
    public void Enum_names_are_kebab_case(MetricKind value, string name)
    {
        Assert.Equal(name, KebabCase.Of(value));
        Assert.Equal(value, KebabCase.Find<MetricKind>(name));
        Assert.Null(KebabCase.Find<MetricKind>(value.ToString()));
    }
}
