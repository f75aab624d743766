using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

/// <summary>A function on the unit square with a known best point; values are scaled so that regret is a share of the range.</summary>
internal sealed record TestFunction(string Name, double[] Optimum, double[] Worst, Func<double[], double> At)
{
    public static IReadOnlyList<TestFunction> All { get; } =
    [
        new("bowl", [0.7, 0.3], [0, 1], p => 1 - ((p[0] - 0.7) * (p[0] - 0.7) + (p[1] - 0.3) * (p[1] - 0.3)) / 0.98),
        new("ripple", [0.25, 0.75], [1, 0], p => 1 - 0.8 * (Math.Abs(p[0] - 0.25) + Math.Abs(p[1] - 0.75)) / 1.5 - 0.1 * (1 - Math.Cos(8 * (p[0] - 0.25)))),
        new("corner", [1, 1], [0, 0], p => Math.Pow(p[0] * p[1], 2)),
    ];

    public static SearchSpace Space { get; } = new([Parameter.Real("x", 0, 1, 0.5), Parameter.Real("y", 0, 1, 0.5)]);

    public double Best => At(Optimum);

    public double Lowest => At(Worst);
}
