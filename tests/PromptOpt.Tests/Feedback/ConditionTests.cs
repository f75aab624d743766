using PromptOpt.Feedback;
using PromptOpt.Studies;
using static PromptOpt.Tests.Feedback.Sample;

namespace PromptOpt.Tests.Feedback;

public sealed class ConditionTests
{
    /// <summary>Three steps left, a collision, a reply that could not be read; then a push that brought progress.</summary>
    private static readonly Rollout Played = Episode(
        "step-limit", Step("move left"), Step("move left "), Step(" move left"), Wrong("move into box", "collision"), Wrong("I think...", "format"),
        Step("push box", 2) with { Feedback = "well pushed" });

    [Theory]
    [InlineData("{error: collision}", 4)]
    [InlineData("{error: step-limit}", 6)]
    [InlineData("{error: stuck}", null)]
    [InlineData("{end: step-limit}", 6)]
    [InlineData("{end: success}", null)]
    [InlineData("{success: false, steps: 6}", 4)]
    [InlineData("{success: true}", null)]
    [InlineData("{reply: think}", 5)]
    [InlineData("{reply: {starts_with: move, contains: box}}", 4)]
    [InlineData("{reply: {equals: move left}}", 1)]
    [InlineData("{reply: {equals: move}}", null)]
    [InlineData("{reply: {regex: '^push .ox$'}}", 6)]
    [InlineData("{reply: {regex: '(?<=push )box'}}", 6)]
    [InlineData("{action: think}", null)]
    [InlineData("{observation: start}", 1)]
    [InlineData("{observation: seen 1}", 2)]
    [InlineData("{observation: seen 6}", null)]
    [InlineData("{feedback: well}", 6)]
    [InlineData("{steps: {at_least: 6, at_most: 6}}", 4)]
    [InlineData("{steps: {above: 6}}", null)]
    [InlineData("{violations: 2}", 4)]
    [InlineData("{progress: {below: 2}}", null)]
    [InlineData("{score: 0.5}", 4)]
    [InlineData("{reply_tokens: 7}", 4)]
    [InlineData("{reply_length: {above: 10}}", 4)]
    [InlineData("{step: {reply: box, error: collision}}", 4)]
    [InlineData("{step: {reply: left, error: collision}}", null)]
    [InlineData("{step: {reply: box, not: {error: collision}}}", 6)]
    [InlineData("{step: {any: [{error: format}, {progress: {at_least: 2}}]}}", 5)]
    [InlineData("{step: {all: [{violations: 1}, {reply_length: {at_most: 10}}]}}", 5)]
    [InlineData("{count: {of: {reply: left}, at_least: 3}}", 1)]
    [InlineData("{count: {of: {reply: left}, at_least: 4}}", null)]
    [InlineData("{count: {of: {error: collision}, at_most: 1}}", 4)]
    [InlineData("{count: {of: {error: wrong-box}, at_most: 1}}", 4)]
    [InlineData("{repeats: {action: 3}}", 3)]
    [InlineData("{repeats: {reply: 2}}", 2)]
    [InlineData("{repeats: {action: 4}}", null)]
    [InlineData("{reply: box, feedback: well}", 6)]
    [InlineData("{reply: think, feedback: well}", 5)]
    [InlineData("{any: [{error: format}, {error: collision}]}", 4)]
    [InlineData("{any: [{error: stuck}, {error: over}]}", null)]
    [InlineData("{all: [{reply: left}, {not: {repeats: {action: 4}}}]}", 1)]
    [InlineData("{not: {reply: left}}", null)]
    [InlineData("{not: {not: {reply: left}}}", 4)]
    public void A_condition_on_an_episode_holds_at_the_step_it_is_about(string when, int? step) =>
        Assert.Equal(step, FeedbackFile.Parse($"rules: [{{name: a, when: {when}, message: x}}]", "f.yaml", [], Kinds).Advise(Played)?.Step);

    [Theory]
    [InlineData("{error: wrong-label, answered: cancel}", true)]
    [InlineData("{expected: cancel}", false)]
    [InlineData("{input: ex, target: {equals: refund}, output: {starts_with: re}, answer: {regex: 'c.n'}}", true)]
    [InlineData("{answer: {equals: ''}}", false)]
    [InlineData("{not: {answer: refund}}", true)]
    [InlineData("{success: false}", true)]
    [InlineData("{score: {below: 0.5}, reply_tokens: {above: 6}, reply_length: 5}", true)]
    [InlineData("{any: [{error: no-answer}, {error: wrong-answer}]}", true)]
    public void A_condition_on_a_row_looks_at_the_row(string when, bool holds)
    {
        var rules = FeedbackFile.Parse($"rules: [{{name: a, when: {when}, message: x}}]", "f.yaml", Labels);
        Assert.Equal(holds, rules.Advise(Row("cancel")) is not null);
    }

    [Theory]
    [InlineData("{steps: 2}", true)]
    [InlineData("{steps: {above: 2}}", false)]
    [InlineData("{step: {reply: {starts_with: So}, reply_length: {below: 20}}}", true)]
    [InlineData("{count: {of: {reply: '7'}, at_least: 2}}", false)]
    [InlineData("{not: {count: {of: {reply: '7'}, at_least: 2}}}", true)]
    public void A_condition_on_steps_holds_on_the_thoughts_before_an_answer(string when, bool holds)
    {
        var rules = FeedbackFile.Parse($"rules: [{{name: a, when: {when}, message: '{{{{steps}}}}: {{{{trace}}}}'}}]", "f.yaml", Labels);
        SampleRecord counts = new() { Output = "So: cancel", Steps = [new() { Plan = "Look for 7.", Text = "There is a 7." }, new() { Text = "So: cancel" }] };
        var rollout = Row("cancel") with { Samples = new() { Drawn = [new() { Output = "7" }, counts], Chosen = 1 } };
        Assert.Equal(holds ? "2: plan: Look for 7.\nstep 1: There is a 7.\nstep 2: So: cancel" : null, rules.Advise(rollout)?.Message);
        Assert.Equal(when.StartsWith("{not", StringComparison.Ordinal), rules.Advise(Row("cancel")) is not null); // answered at once
    }

    [Fact]
    public void A_thought_has_neither_actions_nor_observations() => Assert.Contains(
        "when.step.action: is for multi-step tasks; a step of thought has",
        Assert.Throws<BadInputException>(() => FeedbackFile.Parse("rules: [{name: a, when: {step: {action: go}}, message: x}]", "f.yaml", Labels)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_message_is_filled_in_from_the_step_that_matches_and_says_so_where_there_is_nothing()
    {
        var step = Wrong("go", "collision", "cell [2, 1] holds a box") with { Alternative = "wait", Feedback = "bump" };
        string fields = "{{step}} of {{steps}}|{{reply}}|{{error}}|{{observation}}|{{action}}|{{alternative}}|{{feedback}}|{{end}}|{{score}}|{{violations}}|{{progress}}|{{bound}}";
        var rules = FeedbackFile.Parse($"rules: [{{name: a, when: {{error: collision}}, message: '{fields}'}}, {{name: b, message: '{fields} {{{{expected}}}}'}}]", "f.yaml", [], Kinds);
        Assert.Equal("2 of 2|go|cell [2, 1] holds a box|seen 1|go|wait|bump|over|0|1|0|4", rules.Advise(Episode("over", Step("x", 1), step))?.Message);
        Assert.Equal("1 of 1|(nothing)|none|start|none|not known|none|stuck|0.25|0|1|4 none", rules.Advise(Episode("stuck", Step(" ", 1) with { Action = null }))?.Message);
        Assert.Equal("none of 0|(nothing)|none|start|none|not known|none|context|0|0|0|4 none", rules.Advise(Episode("context"))?.Message);
    }

    [Fact]
    public void A_pattern_that_runs_out_of_time_does_not_match_and_is_told_once()
    {
        // It looks ahead, so only the engine that tries every way can match it; without an end it would take years.
        var rules = FeedbackFile.Parse("rules: [{name: a, when: {output: {regex: '(?=a)(a+)+b'}}, message: x}, {name: b, message: y}]", "f.yaml", Labels);
        var rollout = Row(null) with { Output = new string('a', 5000) };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.All(Enumerable.Range(0, 50), _ => Assert.Equal("b", rules.Advise(rollout)?.RuleName));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        Assert.Contains("'(?=a)(a+)+b' of a feedback rule took more than 1 s", Assert.Single(rules.TakeNotes()), StringComparison.Ordinal);
        Assert.Empty(rules.TakeNotes());
    }

    [Fact]
    public void A_pattern_that_needs_no_backtracking_is_matched_in_a_time_that_grows_with_the_text_alone()
    {
        var rules = FeedbackFile.Parse("rules: [{name: a, when: {output: {regex: '(a+)+b'}}, message: x}]", "f.yaml", Labels);
        Assert.Null(rules.Advise(Row(null) with { Output = new string('a', 5000) }));
        Assert.NotNull(rules.Advise(Row(null) with { Output = new string('a', 5000) + "b" }));
        Assert.Empty(rules.TakeNotes());
    }
}
