using FsCheck.Xunit;
using PromptOpt.Evaluation;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Evaluation;

public sealed class MetricTests
{
    [Theory]
    [InlineData(MetricKind.ExactMatch, " \"Paris\". ", "paris", 1)]
    [InlineData(MetricKind.ExactMatch, "New  York", "new york", 1)]
    [InlineData(MetricKind.ExactMatch, "Paris, France", "Paris", 0)]
    [InlineData(MetricKind.ExactMatch, ".", "", 0)]
    [InlineData(MetricKind.Accuracy, "Spam", "spam", 1)]
    [InlineData(MetricKind.Accuracy, "not spam", "spam", 0)]
    [InlineData(MetricKind.Contains, "It is Paris, France", "paris", 1)]
    [InlineData(MetricKind.Contains, "It is Rome", "paris", 0)]
    [InlineData(MetricKind.Regex, "abc", "^a.c$", 1)]
    [InlineData(MetricKind.Regex, "abcd", "^a.c$", 0)]
    [InlineData(MetricKind.Numeric, "1,000", "1000.0", 1)]
    [InlineData(MetricKind.Numeric, "$5.", "5", 1)]
    [InlineData(MetricKind.Numeric, "1e3", "1000", 1)]
    [InlineData(MetricKind.Numeric, "5 apples", "5", 0)]
    [InlineData(MetricKind.Numeric, "4", "5", 0)]
    [InlineData(MetricKind.TokenF1, "The cat sat.", "a cat sat", 1)]
    [InlineData(MetricKind.TokenF1, "cat", "cat sat", 2.0 / 3)]
    [InlineData(MetricKind.TokenF1, "cat cat", "cat", 2.0 / 3)]
    [InlineData(MetricKind.TokenF1, "dog", "cat", 0)]
    [InlineData(MetricKind.JsonValid, " {\"a\": [1, null]} ", "", 1)]
    [InlineData(MetricKind.JsonValid, "3", "", 1)]
    [InlineData(MetricKind.JsonValid, "{\"a\": 1,}", "", 0)]
    [InlineData(MetricKind.JsonValid, "{} {}", "", 0)]
    [InlineData(MetricKind.JsonValid, "Here: {}", "", 0)]
    [InlineData(MetricKind.SlotF1, "{\"city\": \"paris \", \"n\": 1.0}", "{\"n\": 1, \"city\": \"Paris\"}", 1)]
    [InlineData(MetricKind.SlotF1, "{\"city\": \"Rome\", \"n\": 1}", "{\"city\": \"Paris\", \"n\": 1}", 0.5)]
    [InlineData(MetricKind.SlotF1, "{\"a\": 1, \"b\": 2, \"c\": 3}", "{\"a\": 1}", 0.5)]
    [InlineData(MetricKind.SlotF1, "{\"a\": {\"b\": [1, 2]}}", "{\"a\": {\"b\": [2, 1]}}", 1)]
    [InlineData(MetricKind.SlotF1, "{\"a\": [1, 1]}", "{\"a\": [1]}", 2.0 / 3)]
    [InlineData(MetricKind.SlotF1, "{\"a\": 1, \"b\": null, \"c\": []}", "{\"a\": 1}", 1)]
    [InlineData(MetricKind.SlotF1, "{\"a\": \"1\"}", "{\"a\": 1}", 0)]
    [InlineData(MetricKind.SlotF1, "{\"a/b\": 1}", "{\"a\": {\"b\": 1}}", 0)]
    [InlineData(MetricKind.SlotF1, "{}", "{}", 1)]
    [InlineData(MetricKind.SlotF1, "[1]", "{\"a\": 1}", 0)]
    [InlineData(MetricKind.SlotF1, "none", "{}", 0)]
    [InlineData(MetricKind.Chrf, "a", "a", 1)]
    [InlineData(MetricKind.Chrf, "a b c", "abc", 1)]
    [InlineData(MetricKind.Chrf, "aa", "ab", 0.25)]
    [InlineData(MetricKind.Chrf, "abcdefg", "hijklmnop", 0)]
    [InlineData(MetricKind.Chrf, "", "reference", 0)]
    [InlineData(MetricKind.Chrf, "ab", "abcd", 25.0 / 53)]
    [InlineData(MetricKind.Chrf, "Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich.",
        "Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.", 0.64818123726097)]
    [InlineData(MetricKind.Chrf, "Lapali po dechu, jejich životy skončily dřív, než skutečně začaly.",
        "Lapali po dechu a pak jejich život skončil - dřív, než skutečně mohl začít, připomněli.", 0.5715742751282407)]
    public void Scores_follow_the_definitions(MetricKind kind, string answer, string target, double expected) =>
        Assert.Equal(expected, Metric.Score(new MetricSpec { Kind = kind }, answer, target), 12);

    [Fact]
    public void The_tolerance_and_the_pattern_of_the_metric_are_used()
    {
        Assert.Equal(1, Metric.Score(new MetricSpec { Kind = MetricKind.Numeric, Tolerance = 0.5 }, "3.5", "3"));
        Assert.Equal(1, Metric.Score(new MetricSpec { Kind = MetricKind.Regex, Pattern = "^y" }, "yes", "no"));
        Assert.Throws<BadInputException>(() => Metric.Score(new MetricSpec { Kind = MetricKind.Regex }, "a", "("));
    }

    [Property]
    public void Every_score_is_between_0_and_1_and_no_answer_is_0(string answer, string target)
    {
        foreach (var kind in Enum.GetValues<MetricKind>().Where(kind => kind != MetricKind.Regex))
        {
            Assert.InRange(Metric.Score(new MetricSpec { Kind = kind }, answer, target ?? ""), 0, 1);
            Assert.Equal(0, Metric.Score(new MetricSpec { Kind = kind }, null, target ?? ""));
        }
    }

    [Property]
    public void A_target_matches_itself(string target, int number)
    {
        foreach (var kind in new[] { MetricKind.ExactMatch, MetricKind.Accuracy, MetricKind.Contains, MetricKind.TokenF1 })
            Assert.Equal(1, Metric.Score(new MetricSpec { Kind = kind }, target ?? "", target ?? ""));
        Assert.Equal(1, Metric.Score(new MetricSpec { Kind = MetricKind.Numeric }, $"{number}", $"{number}"));
    }
}
