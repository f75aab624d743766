using FsCheck.Xunit;
using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Evaluation;

public sealed class AnswerEndsTests
{
    private static readonly string[] Labels = ["spam", "not spam", "not", "a b c", "C++", "b"];

    private static readonly string[] Pieces =
        ["spam", "not", " ", "\n", "\r\n", "a", "b", "c", "C++", "C", "+", "s", ".", "{", "}", "{\"a\": ", "1", "\"", ",", "[", "]", "<answer>", "</answer>", "<", "é", "\t"];

    [Property(MaxTest = 1000)]
    public void What_follows_a_decided_text_never_changes_the_answer(int seed)
    {
        var random = new Random(seed);
        foreach (var extractor in Extractors())
        {
            var text = Text(random);
            var end = Enumerable.Range(0, text.Length + 1).FirstOrDefault(length => AnswerEnds.IsReached(extractor.End!, text[..length]), -1);
            if (end < 0) continue;
            Assert.Equal(extractor.Extract(text[..end]), extractor.Extract(text));
            Assert.Equal(extractor.Extract(text[..end]), extractor.Extract(text[..end] + Text(random)));
        }
    }

    [Theory]
    [InlineData(ExtractionKind.FirstLine, "\n \n yes", false)]
    [InlineData(ExtractionKind.FirstLine, "\n yes\n", true)]
    [InlineData(ExtractionKind.Label, "spam", false)]
    [InlineData(ExtractionKind.Label, "spam.", true)]
    [InlineData(ExtractionKind.Label, "not ", false)]
    [InlineData(ExtractionKind.Label, "not s", false)]
    [InlineData(ExtractionKind.Label, "not sure", true)]
    [InlineData(ExtractionKind.Label, "I say not spam ", true)]
    [InlineData(ExtractionKind.Label, "a b", false)]
    [InlineData(ExtractionKind.Label, "a b ", false)]
    [InlineData(ExtractionKind.Label, "a b d", true)]
    [InlineData(ExtractionKind.Label, "C++", true)]
    [InlineData(ExtractionKind.JsonPath, "Sure {x} {\"a\": {}", false)]
    [InlineData(ExtractionKind.JsonPath, "Sure {x} {\"a\": {}}", true)]
    [InlineData(ExtractionKind.JsonPath, "{\"a\": {\"b\": 1}", false)]
    [InlineData(ExtractionKind.Regex, "<answer>x</answer", false)]
    [InlineData(ExtractionKind.Regex, "<answer>x</answer>", true)]
    public void An_answer_is_decided_at_the_earliest_safe_place(ExtractionKind kind, string text, bool expected) =>
        Assert.Equal(expected, AnswerEnds.IsReached(Extractor(kind).End!, text));

    [Theory]
    [InlineData(ExtractionKind.Whole, null)]
    [InlineData(ExtractionKind.LastNumber, null)]
    [InlineData(ExtractionKind.Regex, "Answer: (\\w+)")]
    [InlineData(ExtractionKind.Regex, "<a>(.*)</a>")]
    [InlineData(ExtractionKind.Regex, "<a>(.*?)</a>$")]
    [InlineData(ExtractionKind.Regex, "<a>(.*?)</a>(?!b)")]
    [InlineData(ExtractionKind.Regex, "<a>(.*?)b+")]
    public void Other_extractions_can_always_change(ExtractionKind kind, string? pattern) =>
        Assert.Null(new AnswerExtractor(kind, pattern, []).End);

    [Fact]
    public void Words_that_stand_for_labels_decide_too()
    {
        var extractor = new AnswerExtractor(ExtractionKind.Label, null, ["x", "y"], new Dictionary<string, string> { ["x"] = "good news" });
        Assert.False(AnswerEnds.IsReached(extractor.End!, "good"));
        Assert.True(AnswerEnds.IsReached(extractor.End!, "Good news!"));
    }

    private static IEnumerable<AnswerExtractor> Extractors() =>
    [
        Extractor(ExtractionKind.FirstLine), Extractor(ExtractionKind.Label), Extractor(ExtractionKind.JsonPath), Extractor(ExtractionKind.Regex),
        new(ExtractionKind.Regex, "(?s)<answer>(.*?)</answer>", []), new(ExtractionKind.Regex, "\\{(.*?)\\}", []), new(ExtractionKind.JsonPath, "$.a", []),
    ];

    private static AnswerExtractor Extractor(ExtractionKind kind) => new(
        kind, kind switch { ExtractionKind.Regex => "<answer>(.*?)</answer>", ExtractionKind.JsonPath => "$", _ => null }, Labels);

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
