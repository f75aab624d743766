using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

public sealed class EarnedWeightTests
{
    private static readonly Configuration Any = new([]);

    [Fact]
    public void It_begins_where_the_options_say_and_rises_to_one_half_at_most()
    {
        Assert.Equal(0.3, EarnedWeight.Of([], new()), 12);
        Assert.Equal(0.5, EarnedWeight.Of(History(10, modelRight: true), new()));
        Assert.Equal(0, EarnedWeight.Of(History(10, modelRight: true), new() { StartWeight = 0 }));
    }

    [Fact]
    public void It_falls_to_nothing_while_predictions_stay_below_the_predictor_s()
    {
        double[] weights = [.. Enumerable.Range(0, 8).Select(n => EarnedWeight.Of(History(n, modelRight: false), new()))];
        Assert.Equal(weights.OrderDescending(), weights);
        Assert.True(weights[^1] < 0.01, $"{weights[^1]}");
    }

    [Fact]
    public void What_is_long_past_is_forgotten_and_a_plateau_gives_another_chance()
    {
        var history = History(8, modelRight: false);
        for (int i = 0; i < 60; i++) history.Add(new() { Number = 100 + i, Configuration = Any, Value = 0.1, Memo = new GuardMemo { Outcome = GuardOutcome.Muted, Weight = 0, Reason = "" }.Write() });
        Assert.True(EarnedWeight.Of(history, new()) > 0.25);
        Assert.Null(GuardStanding.Of(history, new()).Refusal);
        history.Add(new() { Number = 200, Configuration = Any, Value = 2, Memo = history[^1].Memo }); // a better value: no plateau
        Assert.Equal(GuardOutcome.Muted, GuardStanding.Of(history, new()).Refusal);
    }

    [Fact]
    public void A_belief_that_is_a_constant_off_or_too_sure_is_mended_by_its_record()
    {
        var belief = new AdvisorBelief(0, 1, [.. Enumerable.Range(0, 100).Select(bin => bin == 30 ? 1.0 : 0)]);
        Assert.True(EarnedWeight.LogDensity(belief, 0.505, 1, 0.2) > EarnedWeight.LogDensity(belief, 0.505, 1, 0) + 3);
        Assert.True(double.IsFinite(EarnedWeight.LogDensity(belief, 1e9, 1, 0)));
        var shifted = Shifted(14);
        Assert.True(EarnedWeight.Of(shifted, new()) > EarnedWeight.Of([.. shifted.Take(5)], new()));
    }

    [Theory]
    [InlineData(0, 0.5, 0.5)]
    [InlineData(0.12, 0, 0.3)]
    public void A_model_that_repeats_the_lattice_of_noisy_values_is_not_praised_for_hitting_it(double error, double low, double high)
    {
        double[] lattice = [.. Enumerable.Range(0, 100).Select(bin => bin % 25 == 0 ? 0.25 : 0)];
        string memo = new GuardMemo { Outcome = GuardOutcome.Outbid, Weight = 0.3, Reason = "", Predictor = new(0.375, 0.08), Advisor = new(0, 1, lattice) }.Write();
        var history = Enumerable.Range(1, 12).Select(n => new Observation { Number = n, Configuration = Any, Value = n % 2 == 0 ? 0.25 : 0.5, StandardError = error, Memo = memo });
        Assert.InRange(EarnedWeight.Of([.. history], new()), low, high);
    }

    [Fact]
    public void A_memo_that_is_damaged_is_an_error_and_that_of_another_sampler_is_none()
    {
        Assert.Null(GuardMemo.Of(new() { Number = 1, Configuration = Any, Memo = "{\"swarm\":[]}" }));
        Assert.Contains("trial 1", Assert.Throws<BadInputException>(() => GuardMemo.Of(new() { Number = 1, Configuration = Any, Memo = "{\"outcome\":\"ta" })).Message);
    }

    // Values are 0.5 to the predictor's and the model's beliefs, one of which is right and sure.
    private static List<Observation> History(int trials, bool modelRight) => [.. Enumerable.Range(1, trials).Select(n => Trial(n, 0.5, modelRight ? 50 : 10, modelRight ? 3 : 0.5))];

    private static List<Observation> Shifted(int trials) => [.. Enumerable.Range(1, trials).Select(n => Trial(n, 0.5 + 0.001 * n, 30, 0.45))];

    private static Observation Trial(int number, double value, int bin, double mean)
    {
        double[] shares = [.. Enumerable.Range(0, 100).Select(b => Math.Exp(-Math.Pow((b - bin) / 3.0, 2)))];
        var memo = new GuardMemo
        {
            Outcome = GuardOutcome.Outbid,
            Weight = 0.3,
            Reason = "",
            Predictor = new(mean, 0.01),
            Advisor = new(0, 1, [.. shares.Select(s => s / shares.Sum())]),
        };
        return new() { Number = number, Configuration = Any, Value = value, Memo = memo.Write() };
    }
}
