using FsCheck.Xunit;
using PromptOpt.Environments.Worlds.Teams;

namespace PromptOpt.Tests.Environments.Worlds.Teams;

public sealed class OrderReaderTests
{
    [Theory]
    [InlineData("{\"a\": \"b\"}", "a=b")]
    [InlineData("{}", "")]
    [InlineData("Sure! {'a': 'b', \"c\": \"d\",} Good luck.", "a=b|c=d")]
    [InlineData("```json\n{\n  \"a\": \"b\"\n}\n```", "a=b")]
    [InlineData("{a: move(box_red, square[0.5, 1.5]), c: d}", "a=move(box_red, square[0.5, 1.5])|c=d")]
    [InlineData("{\"a\": [\"x\", \"y\"], \"b\": [z]}", "a=x, y|b=z")]
    [InlineData("{\"a\": \"b\", \"a\": \"c\"}", "a=b|a=c")]
    [InlineData("{\"a\": \"b\"", "a=b")]
    [InlineData("{\"a\": \"b\\\"c\"}", "a=b\"c")]
    [InlineData("think {of this} then {\"a\": \"b\"}", "a=b")]
    [InlineData("{\"a\": \"b\"} or {\"c\": \"d\"}", "a=b")]
    [InlineData("{“a”: “b”}", "a=b")]
    [InlineData("{Agent[0.5, 0.5]: \"b\"}", "Agent[0.5, 0.5]=b")]
    public void The_first_object_is_found_and_read(string reply, string expected) =>
        Assert.Equal(expected, string.Join('|', OrderReader.Read(reply)!.Select(order => $"{order.Name}={order.Text}")));

    [Theory]
    [InlineData("")]
    [InlineData("no braces")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\": }")]
    [InlineData("{\"a\": \"cut of")]
    [InlineData("{\"a\": [\"x\", \"y\"")]
    [InlineData("{: \"b\"}")]
    public void What_is_no_object_is_not_read(string reply) => Assert.True(OrderReader.Read(reply) is null or { Count: 0 });

    [Property(MaxTest = 500)]
    public void Any_text_is_read_or_refused(string[] pieces, bool braces)
    {
        string text = string.Join(braces ? "{\"a\":" : "}", pieces);
        OrderReader.Read(text);
        PublishedOrderReader.Read(text);
    }

    [Theory]
    [InlineData("plan: {\"a\": \"b\"} done", "a=b")]
    [InlineData("{\"a\": \"b\"} or {\"c\": \"d\"}", "a=b")]
    [InlineData("{\"a\": \"b\", \"c\": \"d\", \"a\": \"e\"}", "a=e|c=d")]
    [InlineData("{\"a\": [\"x\", \"y\"]}", "a=x, y")]
    public void The_published_reader_takes_the_first_of_two_objects_and_the_last_of_repeated_names(string reply, string expected) =>
        Assert.Equal(expected, string.Join('|', PublishedOrderReader.Read(reply)!.Select(order => $"{order.Name}={order.Text}")));

    [Theory]
    [InlineData("{\"a\": \"b\"} {\"c\": \"d\"} {\"e\": \"f\"}")]
    [InlineData("{\"a\": \"b\",}")]
    [InlineData("{'a': 'b'}")]
    [InlineData("{\"a\": 1}")]
    [InlineData("} {")]
    [InlineData("{[1, 2]}")]
    public void The_published_reader_gives_up_on_three_objects_and_on_anything_but_strict_json(string reply) => Assert.Null(PublishedOrderReader.Read(reply));
}
