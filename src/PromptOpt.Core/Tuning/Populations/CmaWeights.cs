namespace PromptOpt.Tuning.Populations;

/// <summary>The constants of the evolution strategy, from dimension and population (Hansen 2016, table 1, with weights of the better half alone).</summary>
internal sealed class CmaWeights
{
    /// <summary>The published constants.</summary>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="population">Points of a generation.</param>
    public CmaWeights(int dimensions, int population)
    {
        double n = dimensions;
        double[] raw = [.. Enumerable.Range(1, population / 2).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i))];
        double sum = raw.Sum();
        Recombination = [.. raw.Select(w => w / sum)];
        Mass = 1 / Recombination.Sum(w => w * w);
        StepPath = (Mass + 2) / (n + Mass + 5);
        Damping = 1 + 2 * Math.Max(0, Math.Sqrt((Mass - 1) / (n + 1)) - 1) + StepPath;
        ShapePath = (4 + Mass / n) / (n + 4 + 2 * Mass / n);
        RankOne = 2 / ((n + 1.3) * (n + 1.3) + Mass);
        RankMany = Math.Min(1 - RankOne, 2 * (0.25 + Mass + 1 / Mass - 2) / ((n + 2) * (n + 2) + Mass));
        ExpectedLength = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    }

    /// <summary>Weights w of the best points, best first; they sum to 1.</summary>
    public IReadOnlyList<double> Recombination { get; }

    /// <summary>Variance effective selection mass of the weights.</summary>
    public double Mass { get; }

    /// <summary>Learning rate of the path that adapts the step size, c_sigma.</summary>
    public double StepPath { get; }

    /// <summary>Damping of the step size, d_sigma.</summary>
    public double Damping { get; }

    /// <summary>Learning rate of the path that adapts the shape, c_c.</summary>
    public double ShapePath { get; }

    /// <summary>Learning rate of the rank-one update, c_1.</summary>
    public double RankOne { get; }

    /// <summary>Learning rate of the rank-mu update, c_mu.</summary>
    public double RankMany { get; }

    /// <summary>Expected length of a standard normal vector.</summary>
    public double ExpectedLength { get; }
}
