using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Functions;

/// <summary>Functions of real numbers that optimisers are compared on (Surjanovic and Bingham 2013, Virtual Library of Simulation Experiments).</summary>
internal static class NumericFunctions
{
    // scale of a coordinate in the box for the default: off the optimum of every function below
    private const double DefaultPlace = 0.8;

    /// <summary>Two dimensions, three equal optima (Dixon and Szegő 1978).</summary>
    public static SyntheticFunction Branin { get; } = Of("branin", [(-5, 10), (0, 15)], [Math.PI, 2.275], -0.39788735772973816, x =>
    {
        double parabola = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return parabola * parabola + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x[0]) + 10;
    });

    /// <summary>Three dimensions, four local optima.</summary>
    public static SyntheticFunction Hartmann3 { get; } = Of("hartmann3", Box(3, 0, 1), [0.11458889702441237, 0.5556488967529246, 0.8525469840241771], 3.862779787332663, x => Hartmann(
        [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]],
        [[0.3689, 0.1170, 0.2673], [0.4699, 0.4387, 0.7470], [0.1091, 0.8732, 0.5547], [0.0381, 0.5743, 0.8828]], x));

    /// <summary>Six dimensions, six local optima.</summary>
    public static SyntheticFunction Hartmann6 { get; } = Of("hartmann6", Box(6, 0, 1),
        [0.2016895139776094, 0.1500106901994652, 0.4768739709136298, 0.2753324302396454, 0.3116516154723294, 0.6573005311849265], 3.3223680114155147, x => Hartmann(
        [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]],
        [
            [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
            [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
        ], x));

    /// <summary>Five dimensions: a narrow funnel in a rough plain.</summary>
    public static SyntheticFunction Ackley { get; } = Of("ackley", Box(5, -5, 10), Same(5, 0), 0, x =>
        -20 * Math.Exp(-0.2 * Math.Sqrt(x.Average(v => v * v))) - Math.Exp(x.Average(v => Math.Cos(2 * Math.PI * v))) + 20 + Math.E);

    /// <summary>Four dimensions: a bent valley.</summary>
    public static SyntheticFunction Rosenbrock { get; } = Of("rosenbrock", Box(4, -5, 10), Same(4, 1), 0, x =>
        x.Skip(1).Zip(x, (next, v) => 100 * Math.Pow(next - v * v, 2) + Math.Pow(v - 1, 2)).Sum());

    /// <summary>Three dimensions: a bowl with regular waves.</summary>
    public static SyntheticFunction Rastrigin { get; } = Of("rastrigin", Box(3, -4, 6), Same(3, 0), 0, x =>
        x.Sum(v => v * v - 10 * Math.Cos(2 * Math.PI * v) + 10));

    /// <summary>Four dimensions: a wide bowl with small waves.</summary>
    public static SyntheticFunction Griewank { get; } = Of("griewank", Box(4, -300, 600), Same(4, 0), 0, x =>
        x.Sum(v => v * v) / 4000 - x.Select((v, i) => Math.Cos(v / Math.Sqrt(i + 1))).Aggregate(1.0, (product, v) => product * v) + 1);

    /// <summary>Four dimensions: waves along a bowl (Levy and Montalvo 1985).</summary>
    public static SyntheticFunction Levy { get; } = Of("levy", Box(4, -10, 10), Same(4, 1), 0, x =>
    {
        double[] w = [.. x.Select(v => 1 + (v - 1) / 4)];
        double last = w[^1] - 1;
        return Math.Pow(Math.Sin(Math.PI * w[0]), 2)
            + w.SkipLast(1).Sum(v => Math.Pow(v - 1, 2) * (1 + 10 * Math.Pow(Math.Sin(Math.PI * v + 1), 2)))
            + last * last * (1 + Math.Pow(Math.Sin(2 * Math.PI * w[^1]), 2));
    });

    /// <summary>Three dimensions: a bowl.</summary>
    public static SyntheticFunction Sphere { get; } = Of("sphere", Box(3, -4, 6), Same(3, 0), 0, x => x.Sum(v => v * v));

    /// <summary>Two dimensions: <see cref="Branin"/> seen through normal noise.</summary>
    public static SyntheticFunction NoisyBranin { get; } = Branin with { Name = "noisy-branin", Noise = 5 };

    private static SyntheticFunction Of(string name, (double Low, double High)[] box, double[] optimum, double best, Func<double[], double> minimised)
    {
        var space = new SearchSpace([.. box.Select((side, i) => Parameter.Real($"x{i + 1}", side.Low, side.High, side.Low + DefaultPlace * (side.High - side.Low)))]);
        return new()
        {
            Name = name,
            Space = space,
            ValueAt = configuration => -minimised([.. space.Parameters.Select(p => configuration[p.Name].Number)]),
            Optimum = new(space.Parameters.Zip(optimum, (p, x) => new KeyValuePair<string, ParameterValue>(p.Name, x))),
            Best = best,
        };
    }

    private static double Hartmann(double[][] steepness, double[][] centres, double[] x)
    {
        double[] heights = [1, 1.2, 3, 3.2];
        return -heights.Select((height, i) => height * Math.Exp(-x.Select((v, j) => steepness[i][j] * Math.Pow(v - centres[i][j], 2)).Sum())).Sum();
    }

    private static (double Low, double High)[] Box(int dimensions, double low, double high) => [.. Enumerable.Repeat((low, high), dimensions)];

    private static double[] Same(int dimensions, double value) => [.. Enumerable.Repeat(value, dimensions)];
}
