using PromptOpt.Statistics;
using PromptOpt.Tuning.Acquisition;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// Ways the function may really be at the points that were tried and are being tried, each of which leaves an improvement to expect elsewhere (Letham et al. 2019, section 4). The ways are
/// quasi-random and the same for every point that is asked for.
/// </summary>
internal sealed class PosteriorDraws
{
    private const double Jitter = 1e-5; // of the signal's variance

    private readonly GaussianProcess _process;
    private readonly IReadOnlyList<double[]> _points;
    private readonly Cholesky _factor;
    private readonly (double[] Alpha, double Best)[] _draws;

    /// <summary>Draws them.</summary>
    /// <param name="process">What is known.</param>
    /// <param name="pending">Points that are being tried.</param>
    /// <param name="counts">Whether a known point, by its index, can be the best.</param>
    /// <param name="count">How many ways.</param>
    /// <param name="random">Draws their shift.</param>
    public PosteriorDraws(GaussianProcess process, IReadOnlyList<double[]> pending, Func<int, bool> counts, int count, SeededRandom random)
    {
        _process = process;
        _points = [.. process.Points, .. pending];
        _factor = Cholesky.Of(Matrix((i, j) => process.Covariance(_points[i], _points[j])));
        double[][] solved = [.. _points.Select(process.Whitened)];
        var spread = Cholesky.Of(Matrix((i, j) => process.Covariance(_points[i], _points[j]) - Product(solved[i], solved[j])));
        double[] means = [.. _points.Select(point => process.Standard(point).Mean)];
        _draws = [.. LowDiscrepancy.Points(count, _points.Count, random).Select(unit => Draw(means, spread, unit, counts))];
    }

    /// <summary>Logarithm of the improvement to expect at a point, averaged over the ways, in standardised values.</summary>
    public double LogImprovement(double[] point)
    {
        double[] across = [.. _points.Select(known => _process.Covariance(point, known))];
        var white = _factor.SolveLower(across);
        double deviation = Math.Sqrt(Math.Max(1e-12, _process.Settings.Signal - Product(white, white)));
        double[] logs = [.. _draws.Select(draw => NormalImprovement.Log(Product(across, draw.Alpha), deviation, draw.Best))];
        double most = logs.Max();
        return most + Math.Log(logs.Average(log => Math.Exp(log - most)));
    }

    private (double[] Alpha, double Best) Draw(double[] means, Cholesky spread, double[] unit, Func<int, bool> counts)
    {
        var moved = spread.TimesLower([.. unit.Select(u => Normal.InvCDF(0, 1, Math.Clamp(u, 1e-9, 1 - 1e-9)))]);
        double[] values = [.. means.Zip(moved, (mean, move) => mean + move)];
        return (_factor.Solve(values), values.Where((_, i) => i >= _process.Points.Count || counts(i)).Max());
    }

    private double[][] Matrix(Func<int, int, double> entry) => [.. _points.Select((_, i) =>
        Enumerable.Range(0, i + 1).Select(j => entry(i, j) + (i == j ? Jitter * _process.Settings.Signal : 0)).ToArray())];

    private static double Product(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }
}
