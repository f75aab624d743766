using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Designs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Designs;

/// <summary>Samplers that spread cover the space better than chance does (one-sided signed rank test over twenty studies).</summary>
public sealed class SpaceFillingTests
{
    private const int Seeds = 20;

    private static readonly SearchSpace Cube = new([.. Enumerable.Range(0, 3).Select(i => Parameter.Real($"x{i}", 0, 1, 0.5))]);

    [Theory]
    [InlineData("sobol", 32)]
    [InlineData("sobol", 50)]
    [InlineData("latin-hypercube", 32)]
    public void The_discrepancy_is_lower_than_that_of_random_points(string name, int points)
    {
        double[] better = [.. Enumerable.Range(1, Seeds).Select(seed => Discrepancy(Points("random", points, seed)) - Discrepancy(Points(name, points, seed)))];

        Assert.InRange(WilcoxonSignedRank.GreaterP(better), 0, 0.001);
    }

    [Fact]
    public void The_first_cells_of_a_grid_lie_farther_from_each_other_than_random_points()
    {
        double[] better = [.. Enumerable.Range(1, Seeds).Select(seed => Closest(Points("grid", 32, seed)) - Closest(Points("random", 32, seed)))];

        Assert.InRange(WilcoxonSignedRank.GreaterP(better), 0, 0.001);
    }

    [Fact]
    public void Every_block_of_a_latin_hypercube_has_one_point_in_every_slice()
    {
        var lanes = new StudyLanes(Cube, new LatinHypercubeSampler(8), _ => 0) { Lanes = 3 };
        double[][] points = [.. lanes.Run(24).Select(suggestion => Cube.PointOf(suggestion.Configuration))];

        foreach (double[][] block in points.Chunk(8))
            for (int d = 0; d < 3; d++)
                Assert.Equal(8, block.Select(point => (int)(point[d] * 8)).Distinct().Count());
    }

    private static double[][] Points(string name, int count, int seed) =>
        [.. new StudyLanes(Cube, Samplers.Find(name), _ => 0) { Seed = (ulong)seed }.Run(count).Select(suggestion => Cube.PointOf(suggestion.Configuration))];

    // Centred L2 discrepancy, squared (Hickernell 1998).
    private static double Discrepancy(double[][] points)
    {
        double n = points.Length;
        double single = points.Sum(x => x.Aggregate(1.0, (product, v) => product * (1 + Math.Abs(v - 0.5) / 2 - (v - 0.5) * (v - 0.5) / 2)));
        double pairs = points.Sum(x => points.Sum(y => x.Zip(y).Aggregate(
            1.0, (product, p) => product * (1 + Math.Abs(p.First - 0.5) / 2 + Math.Abs(p.Second - 0.5) / 2 - Math.Abs(p.First - p.Second) / 2))));
        return Math.Pow(13.0 / 12, points[0].Length) - 2 / n * single + pairs / (n * n);
    }

    private static double Closest(double[][] points) =>
        points.SelectMany((x, i) => points.Skip(i + 1).Select(y => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum())).Min();
}
