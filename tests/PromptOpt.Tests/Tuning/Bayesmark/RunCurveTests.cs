using FsCheck.Xunit;
using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class RunCurveTests
{
    private static readonly ScoreRange Range = new(Best: 1, Worst: 0);

    [Property(MaxTest = 50)]
    public void Regret_never_rises_and_ends_at_the_best_of_the_run(ulong seed)
    {
        var random = new SeededRandom(seed);
        double[] scores = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble())];
        var curve = RunCurve.Of(Rows(scores), Range, Range);

        Assert.Equal(26, curve.Regret.Count);
        Assert.Equal(curve.Regret.OrderDescending(), curve.Regret);
        Assert.Equal(1 - scores.Take(5).Max(), curve.Regret[0], 1e-12);
        Assert.Equal(1 - scores.Max(), curve.Regret[25], 1e-12);
    }

    [Fact]
    public void Test_regret_is_that_of_the_configuration_that_validation_prefers_and_may_rise()
    {
        double?[] scores = [0.1, 0.1, 0.1, 0.1, 0.2, 0.6, .. Enumerable.Repeat<double?>(0.6, 24)], tests = [0, 0, 0, 0, 0.9, 0.3, .. Enumerable.Repeat<double?>(1, 24)];
        var curve = RunCurve.Of([.. Rows(scores).Zip(tests, (row, test) => row with { Generalization = test })], Range, Range);

        Assert.Equal([0.1, 0.7, 0.7], curve.TestRegret.Take(3).Select(regret => Math.Round(regret, 12)));
    }

    [Fact]
    public void A_failed_evaluation_counts_as_the_worst()
    {
        var curve = RunCurve.Of(Rows([.. Enumerable.Repeat<double?>(null, 6), .. Enumerable.Repeat<double?>(0.75, 24)]), Range, Range);

        Assert.Equal([1, 1, 0.25], curve.Regret.Take(3));
        Assert.Equal((1 + 24 * 0.25) / 25, curve.Mean, 1e-12);
    }

    [Fact]
    public void A_run_that_is_not_whole_is_refused()
    {
        var rows = Rows(Enumerable.Repeat<double?>(0.5, 30));

        Assert.Contains("on task with seed 0", Assert.Throws<BadInputException>(() => RunCurve.Of([.. rows.SkipLast(1)], Range, Range)).Message, StringComparison.Ordinal);
    }

    private static TuningRow[] Rows(IEnumerable<double> scores) => Rows(scores.Select(score => (double?)score));

    private static TuningRow[] Rows(IEnumerable<double?> scores) => [.. scores.Select((score, i) =>
        new TuningRow { Method = "method", Task = "task", Seed = 0, T = i - 4, Config = new Dictionary<string, double>(), Score = score, Generalization = score })];
}
