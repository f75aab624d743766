using PromptOpt.Feedback;
using PromptOpt.Studies;
using static PromptOpt.Tests.Feedback.Sample;

namespace PromptOpt.Tests.Feedback;

public sealed class PreferenceTests
{
    /// <summary>Score 0.75 in four steps with two violations and seven tokens.</summary>
    private static readonly Rollout Played = Episode("over", Step("a"), Wrong("b", "collision"), Wrong("c", "collision"), Step("d", 3));

    [Theory]
    [InlineData("penalty: 0.25", 0.5)]
    [InlineData("penalty: 1", 0)]
    [InlineData("bonus: 0.125", 0.875)]
    [InlineData("bonus: 9", 1)]
    [InlineData("penalty: {per: steps, weight: 0.125}", 0.25)]
    [InlineData("penalty: {per: violations, weight: 0.125}", 0.5)]
    [InlineData("penalty: {per: reply-tokens, weight: 0.0625}", 0.3125)]
    [InlineData("penalty: {per: steps, weight: 0.5, form: ratio}", 0.25)]
    [InlineData("penalty: {weight: 2, form: ratio}", 0.25)]
    [InlineData("bonus: {per: violations, weight: 0.125, form: ratio}", 0.9375)]
    [InlineData("when: {error: collision}, penalty: {per: count, weight: 0.125}", 0.5)]
    [InlineData("when: {count: {of: {error: format}, at_most: 3}}, penalty: {per: count, weight: 0.5}", 0.75)]
    [InlineData("when: {steps: 4}, penalty: {per: count, weight: 0.25}", 0.5)]
    [InlineData("when: {error: format}, penalty: 0.25", 0.75)]
    [InlineData("penalty: {per: steps, weight: 0}", 0.75)]
    public void A_preference_changes_the_score_as_the_paper_says(string rule, double expected) =>
        Assert.Equal(expected, Of($"{{name: a, {rule}}}").AdjustedScore(Played)!.Value, 1e-12);

    [Fact]
    public void Preferences_of_several_rules_add_up_in_any_order()
    {
        string[] rules = ["{name: a, penalty: {weight: 2, form: ratio}}", "{name: b, bonus: 0.5}", "{name: c, penalty: 0.25}"];
        Assert.Equal(0.5, Of(string.Join(',', rules)).AdjustedScore(Played)!.Value, 1e-12);
        Assert.Equal(0.5, Of(string.Join(',', rules.Reverse())).AdjustedScore(Played)!.Value, 1e-12);
    }

    [Fact]
    public void A_perfect_rollout_is_penalised_but_gets_no_advice()
    {
        var rules = Of("{name: few steps, when: {steps: {above: 1}}, message: too many, penalty: 0.25}, {name: advice, message: x}");
        var perfect = Episode("success", Step("a"), Step("b", 4));
        Assert.Equal((1, 0.75), (perfect.Score, rules.AdjustedScore(perfect)));
        Assert.Null(rules.Advise(perfect));
        Assert.Equal(["few steps"], rules.Fired(perfect));
        Assert.Equal("too many", rules.Advise(Played)?.Message);
        Assert.Equal(["few steps", "advice"], rules.Fired(Played));
    }

    [Fact]
    public void A_preference_alone_gives_no_advice_and_is_in_nobodys_way()
    {
        var rules = Of("{name: short, penalty: {per: reply-tokens, weight: 0.01}}, {name: advice, message: x}");
        Assert.Equal("advice", rules.Advise(Played)?.RuleName);
    }

    [Fact]
    public void Without_preferences_or_a_score_nothing_is_adjusted()
    {
        Assert.False(Of("{name: a, message: x}").HasPreferences);
        Assert.Equal(0.75, Of("{name: a, message: x}").AdjustedScore(Played));
        Assert.True(Of("{name: a, penalty: 1}").HasPreferences);
        Assert.Null(Of("{name: a, penalty: 1}").AdjustedScore(Played with { Score = null }));
    }

    [Fact]
    public void Advice_is_kept_within_the_limits_of_its_rules()
    {
        var rules = Of("{name: two, when: {error: collision}, message: x, limit: 2}, {name: all, message: y}");
        var advice = new[] { Played, Episode("over"), Played, Played, Episode("stuck") }.Select(rules.Advise).OfType<Advice>();
        Assert.Equal(["two", "all", "two", "all"], Advice.WithinLimits(advice).Select(one => one.RuleName));
    }

    private static RuleSet Of(string rules) => FeedbackFile.Parse($"rules: [{rules}]", "f.yaml", [], Kinds);
}
