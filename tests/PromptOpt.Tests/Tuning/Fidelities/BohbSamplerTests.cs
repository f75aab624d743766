using PromptOpt.Tuning;
using PromptOpt.Tuning.Fidelities;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Fidelities;

public sealed class BohbSamplerTests
{
    private static readonly SearchSpace Line = new([Parameter.Real("x", 0, 1, 0.5)]);

    [Fact]
    public void New_ones_come_from_the_highest_fidelity_that_has_enough_results()
    {
        // On a ninth 0.9 looks best, on everything 0.1 is.
        var low = Results(1, 12, 1.0 / 9, x => -Math.Abs(x - 0.9));
        var history = low.Concat(Results(13, 12, 1, x => -Math.Abs(x - 0.1))).ToArray();
        double[] places = [.. Enumerable.Range(0, 40).Select(i => Begun(history, 25 + i))], misled = [.. Enumerable.Range(0, 40).Select(i => Begun(low, 25 + i))];

        Assert.InRange(places.Count(x => Math.Abs(x - 0.1) < 0.2), 24, 36); // one in three is random
        Assert.InRange(misled.Count(x => Math.Abs(x - 0.9) < 0.2), 24, 36);
    }

    [Fact]
    public void Three_results_of_a_fidelity_are_too_few_to_learn_from()
    {
        var history = Results(1, 3, 1, x => -Math.Abs(x - 0.1));

        Assert.Equal(new HyperbandSampler(new HighestFidelityTpe(), name: "bohb").Suggest(Context(history, 4)), new BohbSampler().Suggest(Context(history, 4)));
        Assert.Equal(SpaceFilling.Next(Context(history, 4)), new HighestFidelityTpe().Suggest(Context(history, 4)).Configuration);
    }

    [Fact]
    public void It_goes_on_with_the_better_ones_as_hyperband_does()
    {
        var lanes = new StudyLanes(Line, new BohbSampler(), c => c["x"].Number);
        List<Suggestion> suggestions = [.. lanes.Run(13)];

        var bestFirst = suggestions.Take(9).Select(s => s.Configuration).OrderByDescending(c => c["x"].Number).ToList();
        Assert.Equal(bestFirst.Take(3), suggestions.Skip(9).Take(3).Select(s => s.Configuration));
        Assert.All(suggestions, s => Assert.True(s.IsRung));
    }

    private static double Begun(Observation[] history, int number) => new HighestFidelityTpe().Suggest(Context(history, number)).Configuration["x"].Number;

    private static SamplerContext Context(Observation[] history, int number) => new() { Space = Line, History = history, Number = number, Study = new(5) };

    private static Observation[] Results(int first, int count, double fidelity, Func<double, double> valueAt) => [.. Enumerable.Range(0, count)
        .Select(i => (Number: first + i, X: (i + 0.5) / count))
        .Select(o => new Observation { Number = o.Number, Configuration = Line.At([o.X]), Value = valueAt(o.X), Fidelity = fidelity })];
}
