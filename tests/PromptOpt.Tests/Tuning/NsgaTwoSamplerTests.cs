using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning;

public sealed class NsgaTwoSamplerTests
{
    private static readonly SearchSpace Space = new([.. Enumerable.Range(0, 6).Select(i => Parameter.Real($"x{i}", 0, 1, 0.5))]);

    // Zitzler, Deb and Thiele (2000), turned round: higher is better. Areas within f1 <= 1 and f2 <= 3; those of the true fronts are 2.67 and 2.33.
    [Theory]
    [InlineData("zdt1", 2.0)]
    [InlineData("zdt2", 1.2)]
    public void It_finds_the_front_of_test_functions(string function, double bound)
    {
        double[] found = [.. Enumerable.Range(1, 3).Select(seed => Area(Run(new NsgaTwoSampler(), function, (ulong)seed)))];
        double[] random = [.. Enumerable.Range(1, 3).Select(seed => Area(Run(new RandomSampler(), function, (ulong)seed)))];

        string both = $"{string.Join(", ", found)}; random {string.Join(", ", random)}";
        Assert.True(found.Min() > random.Max(), both);
        Assert.True(Descriptive.Quantile(found, 0.5) > bound, both);
    }

    [Fact]
    public void Fronts_are_those_of_a_hand_made_example()
    {
        Observation[] all = [At(1, 0, 3), At(2, 1, 2), At(3, 3, 0), At(4, 0, 2), At(5, 0, 0), At(6, 9, 9) with { Violation = 1 }, At(7, 2, 1)];
        var fronts = NonDominatedSorting.Fronts(all);

        Assert.Equal([[1, 2, 3, 7], [4], [5], [6]], fronts.Select(front => front.Select(o => o.Number).Order().ToArray()));
        Assert.Equal([1, 3], fronts[0].Take(2).Select(o => o.Number));
    }

    [Fact]
    public void The_least_crowded_survive()
    {
        Observation[] all = [At(1, 0, 10), At(2, 1, 9), At(3, 1.1, 8.9), At(4, 5, 5), At(5, 10, 0), At(6, 0, 0), At(7, 0, 0), At(8, 0, 0)];
        var survivors = new NsgaTwoSampler(4).Survivors(all);

        Assert.Equal([1, 3, 4, 5], survivors.Select(o => o.Number).Order());
    }

    private static Observation At(int number, params double[] objectives) => new() { Number = number, Configuration = Space.Default, Objectives = objectives };

    private static List<Observation> Run(ISampler sampler, string function, ulong seed)
    {
        var history = new List<Observation>();
        for (int number = 1; number <= 500; number++)
        {
            var next = sampler.Suggest(new() { Space = Space, History = history, Number = number, Study = new(seed) });
            double[] x = Space.PointOf(next.Configuration);
            double g = 1 + 9 * x.Skip(1).Average();
            double ratio = x[0] / g;
            double second = g * (function == "zdt1" ? 1 - Math.Sqrt(ratio) : 1 - ratio * ratio);
            history.Add(new() { Number = number, Configuration = next.Configuration, Objectives = [-x[0], -second] });
        }

        return history;
    }

    /// <summary>Area that the found front dominates within f1 at most 1 and f2 at most 3.</summary>
    private static double Area(IEnumerable<Observation> history)
    {
        double area = 0, height = 3;
        foreach (var point in history.Select(o => (X: -o.Objectives[0], Y: -o.Objectives[1])).OrderBy(p => p.X).ThenBy(p => p.Y))
        {
            if (point.Y >= height) continue;
            area += (1 - point.X) * (height - point.Y);
            height = point.Y;
        }

        return area;
    }
}
