using FsCheck.Xunit;
using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Evaluation;

public sealed class AnswerExtractorTests
{
    private static readonly string[] Labels = ["spam", "not spam", "AddToPlaylist", "C++"];

    [Theory]
    [InlineData("The answer is 1,234.5.", "1234.5")]
    [InlineData("It is -3", "-3")]
    [InlineData("$5", "5")]
    [InlineData("3.", "3")]
    [InlineData("about 1e3 of them", "1e3")]
    [InlineData("-$5 or $-6", "-6")]
    [InlineData("3-5", "5")]
    [InlineData("10 - 3 = 7", "7")]
    [InlineData("x=-7", "-7")]
    [InlineData("1, 2,3", "3")]
    [InlineData("**42**", "42")]
    [InlineData("50%", "50")]
    [InlineData("it is .5", ".5")]
    [InlineData("The answer is...5", "5")]
    [InlineData("12 apples (B12)", "12")]
    [InlineData("\u22124", "-4")]
    [InlineData("none", null)]
    [InlineData("", null)]
    public void The_last_number_is_found(string reply, string? expected) => Assert.Equal(expected, Extract(ExtractionKind.LastNumber, reply));

    [Theory]
    [InlineData("This is Spam.", "spam")]
    [InlineData("Not  spam, I think; not spam", "not spam")]
    [InlineData("addtoplaylist", "AddToPlaylist")]
    [InlineData("spammer", null)]
    [InlineData("c++!", "C++")]
    [InlineData("Label: \"not\nspam\"", "not spam")]
    [InlineData("spam or not spam", "spam")]
    [InlineData("", null)]
    public void The_first_label_is_found_as_a_whole_word(string reply, string? expected) => Assert.Equal(expected, Extract(ExtractionKind.Label, reply));

    [Fact]
    public void Words_that_stand_for_labels_are_found_and_mapped_back()
    {
        var words = new Dictionary<string, string> { ["a"] = "b", ["b"] = "good news" };
        var extractor = new AnswerExtractor(ExtractionKind.Label, null, ["a", "b"], words);
        Assert.Equal("b", extractor.Extract("It is GOOD news"));
        Assert.Equal("a", extractor.Extract("b"));
    }

    [Theory]
    [InlineData("$.a.b[0]", "Sure: {x} ```json\n{\"a\": {\"b\": [1.50, 2]}}\n```", "1.50")]
    [InlineData("$.a", "{\"a\": \"text\"} {\"a\": \"later\"}", "text")]
    [InlineData("$['a b']", "{\"a b\": true}", "true")]
    [InlineData("$.a", "{\"a\": null}", null)]
    [InlineData("$.a.b", "{\"a\": [1]}", null)]
    [InlineData("$.a[1]", "{\"a\": [1]}", null)]
    [InlineData("$.a", "no json {", null)]
    public void A_value_is_found_in_the_first_json_object(string path, string reply, string? expected) =>
        Assert.Equal(expected, new AnswerExtractor(ExtractionKind.JsonPath, path, []).Extract(reply));

    [Theory]
    [InlineData("answer: (\\w+)", "My answer: yes!", "yes")]
    [InlineData("[0-9]+", "a 12 b 3", "12")]
    [InlineData("zzz", "a", null)]
    [InlineData("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", null)]
    public void A_pattern_gives_its_first_group_or_its_match(string pattern, string reply, string? expected) =>
        Assert.Equal(expected, new AnswerExtractor(ExtractionKind.Regex, pattern, []).Extract(reply));

    [Fact]
    public void Whole_and_first_line_are_trimmed()
    {
        Assert.Equal("a\nb", Extract(ExtractionKind.Whole, " a\nb\n"));
        Assert.Equal("a", Extract(ExtractionKind.FirstLine, "\r\n  a \r\nb"));
        Assert.Null(Extract(ExtractionKind.FirstLine, " \n "));
    }

    [Fact]
    public void Wrong_settings_are_refused()
    {
        Assert.Throws<BadInputException>(() => new AnswerExtractor(ExtractionKind.Label, null, []));
        Assert.Throws<BadInputException>(() => new AnswerExtractor(ExtractionKind.Regex, "(", []));
        Assert.Throws<BadInputException>(() => new AnswerExtractor(ExtractionKind.Regex, null, []));
        Assert.Throws<BadInputException>(() => new AnswerExtractor(ExtractionKind.JsonPath, "a", []));
    }

    [Property]
    public void Every_label_is_found_in_itself_and_any_reply_gives_a_label_or_nothing(string reply)
    {
        Assert.All(Labels, label => Assert.Equal(label, Extract(ExtractionKind.Label, $"{label}, {reply}")));
        Assert.Contains(Extract(ExtractionKind.Label, reply ?? ""), Labels.Append(null));
    }

    [Property]
    public void The_last_number_of_a_written_number_is_that_number(int number, string before)
    {
        var text = $"{before} ; {number}";
        Assert.Equal($"{number}", Extract(ExtractionKind.LastNumber, text));
    }

    private static string? Extract(ExtractionKind kind, string reply) => new AnswerExtractor(kind, null, Labels).Extract(reply);
}
