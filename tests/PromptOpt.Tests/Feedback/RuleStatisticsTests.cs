using PromptOpt.Candidates;
using PromptOpt.Feedback;
using PromptOpt.Studies;
using static PromptOpt.Tests.Feedback.Sample;

namespace PromptOpt.Tests.Feedback;

public sealed class RuleStatisticsTests
{
    private static readonly RuleSet Rules = FeedbackFile.Parse("""
        rules:
          - {name: none, when: {error: no-answer}, message: a}
          - {name: not right, when: {not: {answer: odd}}, message: b}
          - {name: long, penalty: 0.5}
        """, "f.yaml", Labels);

    [Fact]
    public void Rules_are_counted_where_they_hold_and_where_they_were_the_first()
    {
        var counts = RuleStatistics.Of(Rules, [Row(null), Row("cancel"), Row("odd"), Row("refund"), Row(null) with { Score = null }]);
        Assert.Equal((4, 3, 1), (counts.Rollouts, counts.Imperfect, counts.Unmatched));
        Assert.Equal([new("none", 1, 1), new("not right", 2, 1), new("long", 4, 0)], counts.Rules);
        Assert.Equal((0.25, 0.125), (counts.MeanScore, counts.MeanAdjusted));
    }

    [Fact]
    public void Nothing_is_counted_where_there_is_nothing()
    {
        var counts = RuleStatistics.Of(Rules, []);
        Assert.Equal((0, null, null), (counts.Rollouts, counts.MeanScore, counts.MeanAdjusted));
        Assert.All(counts.Rules, rule => Assert.Equal(0, rule.Fired));
    }

    [Fact]
    public void A_trial_is_compared_with_its_parent_on_the_rows_that_both_were_run_on_by_the_rules_of_its_level()
    {
        var other = FeedbackFile.Parse("rules: [{name: wrong, when: {error: wrong-label}, message: c}]", "f.yaml", Labels);
        var waves = new[]
        {
            WaveOf(1, Phase.Train, Row(null, "a"), Row("cancel", "b"), Row(null, "")),
            WaveOf(1, Phase.Validation, Row(null, "a"), Row("cancel", "c")),
            WaveOf(1, Phase.Test, Row(null, "t")),
            WaveOf(2, Phase.Train, Row("refund", "a"), Row(null, "b")),
            WaveOf(2, Phase.Validation, Row("refund", "c")),
            WaveOf(2, Phase.Test, Row("refund", "t")),
            WaveOf(3, Phase.Validation, Row("cancel", "c"), Row("cancel", "d")),
            WaveOf(4, Phase.Train, Row("cancel", "z")),
        };
        var compared = RuleComparison.OfStudy(level => level == 1 ? Rules : other, [TrialOf(1, 0, 0), TrialOf(2, 1, 1), TrialOf(3, 2, 2), TrialOf(4, 2, 1)], waves);
        Assert.Equal([(2, 1, 3), (3, 2, 1)], compared.Select(one => (one.Trial, one.Parent, one.Rows)));
        Assert.Equal([new("none", 1, 1), new("not right", 3, 1), new("long", 3, 3)], compared[0].Rules);
        Assert.Equal([new("wrong", 0, 1)], compared[1].Rules);
    }

    private static Wave WaveOf(int trial, Phase phase, params Rollout[] rollouts) => new() { Key = new(trial, phase, 0), Rollouts = rollouts };

    private static Trial TrialOf(int number, int level, int parent) => new()
    {
        Number = number,
        Level = level,
        Parent = parent,
        State = TrialState.Complete,
        Candidate = new Candidate { Instruction = "x", Decoding = new() },
        Operator = "test",
    };
}
