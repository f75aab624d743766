using MathNet.Numerics.LinearAlgebra;
using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Populations;

/// <summary>
/// The normal distribution of an evolution strategy with covariance matrix adaptation, and how a generation changes it (Hansen 2016, equations 41 to 47). Points that were
/// moved into the box or come from an older generation count with a bounded length (Hansen 2011, Injecting external solutions).
/// </summary>
internal sealed class CmaDistribution
{
    private const double Flattest = 1e-14;

    private readonly CmaWeights _weights;
    private Vector<double> _mean, _stepPath, _shapePath, _spread;
    private Matrix<double> _covariance, _axes;
    private int _generation;

    /// <summary>A round distribution.</summary>
    /// <param name="mean">Its middle, in the unit cube.</param>
    /// <param name="sigma">Standard deviation of each coordinate, above 0.</param>
    /// <param name="population">Points of a generation, at least 2.</param>
    public CmaDistribution(double[] mean, double sigma, int population)
    {
        int n = mean.Length;
        _weights = new(n, population);
        Sigma = sigma;
        _mean = Vector<double>.Build.DenseOfArray(mean);
        _stepPath = Vector<double>.Build.Dense(n);
        _shapePath = Vector<double>.Build.Dense(n);
        _spread = Vector<double>.Build.Dense(n, 1);
        _covariance = Matrix<double>.Build.DenseIdentity(n);
        _axes = Matrix<double>.Build.DenseIdentity(n);
    }

    /// <summary>The step size.</summary>
    public double Sigma { get; private set; }

    /// <summary>Standard deviation along the longest axis.</summary>
    public double LargestSpread => Sigma * _spread.Maximum();

    /// <summary>Whether the shortest axis is too short beside the longest one to go on.</summary>
    public bool IsFlat => _spread.Minimum() < Math.Sqrt(Flattest) * _spread.Maximum();

    /// <summary>A point, which may lie outside the unit cube.</summary>
    public double[] Draw(SeededRandom random)
    {
        var normal = Vector<double>.Build.Dense(_mean.Count, _ => random.NextNormal());
        return (_mean + Sigma * (_axes * _spread.PointwiseMultiply(normal))).ToArray();
    }

    /// <summary>Learns from a generation.</summary>
    /// <param name="bestFirst">Its points, best first.</param>
    public void Learn(IReadOnlyList<double[]> bestFirst)
    {
        double n = _mean.Count;
        Vector<double>[] steps = [.. bestFirst.Take(_weights.Recombination.Count).Select(Step)];
        var step = Weighted(steps);
        _mean += Sigma * step;
        _generation++;

        double c = _weights.StepPath;
        _stepPath = (1 - c) * _stepPath + Math.Sqrt(c * (2 - c) * _weights.Mass) * Whitened(step);
        double length = _stepPath.L2Norm();
        bool isPlausible = length / Math.Sqrt(1 - Math.Pow(1 - c, 2 * _generation)) < (1.4 + 2 / (n + 1)) * _weights.ExpectedLength;

        LearnShape(steps, step, isPlausible);
        Sigma = Math.Min(1, Sigma * Math.Exp(Math.Min(1, c / _weights.Damping * (length / _weights.ExpectedLength - 1))));
    }

    private void LearnShape(Vector<double>[] steps, Vector<double> step, bool isPlausible)
    {
        double c = _weights.ShapePath, one = _weights.RankOne, many = _weights.RankMany;
        _shapePath = (1 - c) * _shapePath + (isPlausible ? Math.Sqrt(c * (2 - c) * _weights.Mass) : 0) * step;
        double kept = 1 - one - many + (isPlausible ? 0 : one * c * (2 - c));
        _covariance = kept * _covariance + one * _shapePath.OuterProduct(_shapePath);
        for (int i = 0; i < steps.Length; i++) _covariance += many * _weights.Recombination[i] * steps[i].OuterProduct(steps[i]);

        var parts = _covariance.Evd(Symmetricity.Symmetric);
        _axes = parts.EigenVectors;
        _spread = parts.EigenValues.Map(value => Math.Sqrt(Math.Max(value.Real, 1e-300)));
    }

    private Vector<double> Step(double[] point)
    {
        var step = (Vector<double>.Build.DenseOfArray(point) - _mean) / Sigma;
        double n = _mean.Count, most = Math.Sqrt(n) + 2 * n / (n + 2), length = Whitened(step).L2Norm();
        return length > most ? step * (most / length) : step;
    }

    private Vector<double> Whitened(Vector<double> step) => _axes * (_axes.TransposeThisAndMultiply(step)).PointwiseDivide(_spread);

    private Vector<double> Weighted(Vector<double>[] steps)
    {
        var sum = Vector<double>.Build.Dense(_mean.Count);
        for (int i = 0; i < steps.Length; i++) sum += _weights.Recombination[i] * steps[i];
        return sum;
    }
}
