using PromptOpt.Feedback;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Feedback;

public sealed class FeedbackFileTests : IDisposable
{
    private static readonly string[] Labels = ["refund", "cancel"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_first_matching_rule_wins_and_fills_in_its_message()
    {
        var rules = Load("""
            rules:
              - {name: other, when: {error: wrong-label, expected: cancel}, message: no}
              - {name: this, when: {error: wrong-label, expected: refund, answered: cancel}, message: "{{input}}|{{target}}|{{answer}}|{{output}}", severity: high}
              - {name: any, message: any}
            """);
        var advice = FeedbackRule.ApplyFirst(rules, Rollout("cancel") with { Input = "{{target}}" }, Labels);
        Assert.Equal(new Advice("this", FeedbackSeverity.High, "{{target}}|refund|cancel|reply"), advice);
    }

    [Theory]
    [InlineData(null, "length", "cut off")]
    [InlineData(null, "stop", "no answer")]
    [InlineData("cancel", "choice", "wrong label")]
    [InlineData("something", "stop", "wrong answer")]
    [InlineData("refund", "stop", null)]
    public void Without_a_file_the_built_in_rules_tell_what_went_wrong(string? answer, string finish, string? expected)
    {
        var rules = FeedbackFile.Load(Path.Combine(folder.Path, "no.yaml"));
        Assert.Equal(expected, FeedbackRule.ApplyFirst(rules, Rollout(answer) with { Finish = finish }, Labels)?.RuleName);
    }

    [Fact]
    public void A_rollout_without_a_score_gets_no_advice() =>
        Assert.Null(FeedbackRule.ApplyFirst(FeedbackFile.BuiltIn, Rollout(null) with { Score = null }, Labels));

    [Theory]
    [InlineData("rules: [{name: a, message: x, sevrity: high}]", "1:31: unknown key 'rules[0].sevrity'; did you mean 'severity'?")]
    [InlineData("rules: [{name: a, message: '{{inputs}}'}]", "unknown field {{inputs}} (did you mean 'input'?); a message may name: input, target, answer, output")]
    [InlineData("rules: [{name: a, message: x, when: {expected: refnd}}]", "'refnd' is not one of the labels refund, cancel (did you mean 'refund'?)")]
    [InlineData("rules: [{name: a, message: x, when: {error: wrong}}]", "must be one of wrong-label, no-answer, too-long, wrong-answer")]
    [InlineData("rules: [{name: a, message: x}, {name: a, message: y}]", "another rule named 'a'")]
    [InlineData("rules: [{name: a}]", "rules[0].message: is missing")]
    [InlineData("rules: [{name: a, message: x, when: {error: no-answer, answered: refund}}]", "cannot be together")]
    [InlineData("rules: [text]", "must be a list of mappings")]
    [InlineData("x: 1", "rules: is missing")]
    public void Mistakes_are_refused_with_their_place(string yaml, string expected) =>
        Assert.Contains(expected, Assert.Throws<BadInputException>(() => Load(yaml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("support-intent", 10)]
    [InlineData("review-sentiment", 5)]
    [InlineData("arithmetic-words", 3)]
    public void The_tasks_of_the_repository_have_working_rules(string task, int rules)
    {
        var path = Path.Combine(RepositoryFolder.Task(task), FeedbackFile.FileName);
        var labels = task switch
        {
            "support-intent" => ["delivery", "refund", "billing", "login", "cancel", "technical", "product", "address"],
            "review-sentiment" => new[] { "positive", "neutral", "negative" },
            _ => [],
        };
        Assert.Equal(rules, FeedbackFile.Load(path, labels).Count);
    }

    private static Rollout Rollout(string? answer) => new()
    {
        Position = 0,
        Input = "text",
        Target = "refund",
        Output = "reply",
        Answer = answer,
        Score = answer == "refund" ? 1 : 0,
        PromptTokens = 1,
        OutputTokens = 1,
    };

    private IReadOnlyList<FeedbackRule> Load(string yaml) => FeedbackFile.Load(folder.Write("feedback.yaml", yaml), Labels);
}
