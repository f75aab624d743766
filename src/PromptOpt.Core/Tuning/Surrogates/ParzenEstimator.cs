using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// A density over the unit cube: a mixture of one kernel a point and one that covers the cube (Watanabe 2023, section 3). A kernel is a product over coordinates of a normal distribution
/// cut off at 0 and 1, or of the kernel of Aitchison and Aitken (1976) for words; along a parameter that does not count at its point it is uniform.
/// </summary>
internal sealed class ParzenEstimator
{
    private const double LeastBandwidth = 0.03;
    private const double ClipExponent = 2;

    private readonly UnitSpace _space;
    private readonly (double[] Centre, bool[] Counts)[] _kernels;
    private readonly double[] _weights; // of the kernels, then of the one that covers the cube; they sum to 1
    private readonly double[] _bandwidths;

    /// <summary>Makes it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="configurations">Where kernels lie; may be empty.</param>
    /// <param name="weights">Weight of each, at least 0; all 0 counts as all equal.</param>
    public ParzenEstimator(UnitSpace space, IReadOnlyList<Configuration> configurations, IReadOnlyList<double> weights)
    {
        _space = space;
        _kernels = [.. configurations.Select(c => (space.Space.PointOf(c), space.Space.Parameters.Select(p => SearchSpace.Counts(p, c)).ToArray()))];
        int count = _kernels.Length;
        double sum = weights.Sum();
        double prior = 1.0 / (count + 1);
        _weights = [.. weights.Select(w => (1 - prior) * (sum > 0 ? w / sum : 1.0 / count)), prior];
        double wide = Math.Max(0.2 * Math.Pow(Math.Max(count, 1), -1.0 / (space.Dimensions + 4)), Math.Pow(count + 1, -ClipExponent));
        _bandwidths = [.. space.Space.Parameters.Select(p => Math.Max(wide, Math.Max(LeastBandwidth, p.Count is { } values ? 0.5 / values : 0)))];
    }

    /// <summary>The logarithm of the density at a point, over some coordinates only.</summary>
    /// <param name="point">A point that lies on values.</param>
    /// <param name="counts">Which coordinates.</param>
    public double LogDensity(double[] point, bool[] counts)
    {
        var logs = new double[_weights.Length];
        for (int k = 0; k < logs.Length; k++)
        {
            logs[k] = _weights[k] > 0 ? Math.Log(_weights[k]) : double.NegativeInfinity;
            for (int d = 0; d < point.Length && k < _kernels.Length; d++)
                if (counts[d] && _kernels[k].Counts[d]) logs[k] += Math.Log(Density(d, _kernels[k].Centre[d], point[d]));
        }

        double most = logs.Max();
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    /// <summary>A point of the density, not yet moved onto values.</summary>
    public double[] Draw(SeededRandom random)
    {
        double place = random.NextDouble();
        int k = 0;
        while (k < _kernels.Length && place >= _weights[k]) place -= _weights[k++];
        return [.. Enumerable.Range(0, _space.Dimensions).Select(d => k < _kernels.Length && _kernels[k].Counts[d] ? DrawNear(d, _kernels[k].Centre[d], random) : random.NextDouble())];
    }

    private double Density(int dimension, double centre, double at)
    {
        if (_space.Unordered[dimension])
        {
            int values = _space.Space.Parameters[dimension].Choices.Count;
            return values * (centre == at ? Same(values) : (1 - Same(values)) / (values - 1));
        }

        double width = _bandwidths[dimension];
        return Normal.PDF(centre, width, at) / (Normal.CDF(centre, width, 1) - Normal.CDF(centre, width, 0));
    }

    private double DrawNear(int dimension, double centre, SeededRandom random)
    {
        if (_space.Unordered[dimension])
        {
            double[] values = [.. _space.Values(dimension)];
            if (random.NextDouble() < Same(values.Length)) return centre;
            double[] others = [.. values.Where(v => v != centre)];
            return others[random.Next(others.Length)];
        }

        double width = _bandwidths[dimension];
        double low = Normal.CDF(centre, width, 0), high = Normal.CDF(centre, width, 1);
        return Math.Clamp(Normal.InvCDF(centre, width, low + random.NextDouble() * (high - low)), 0, 1);
    }

    // Chance that a kernel keeps its own word: one count for every word beside the number of kernels; 1 where there is only one word.
    private double Same(int values) => values == 1 ? 1 : (_kernels.Length + 1.0) / (_kernels.Length + values);
}
