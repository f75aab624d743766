using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// How well settings explain values: the logarithm of their marginal likelihood (Rasmussen and Williams 2006, equations 5.8 and 5.9) and of their prior, with the gradient.
/// </summary>
internal sealed class MarginalLikelihood
{
    private readonly double[] _values;
    private readonly double[] _variances;
    private readonly double[][] _squares; // by pair i > j in rows: squared distance by coordinate
    private readonly KernelPrior _prior;
    private readonly int _dimensions;

    /// <summary>Takes the data.</summary>
    /// <param name="points">Points, at least one.</param>
    /// <param name="values">A value a point, standardised.</param>
    /// <param name="variances">Known variance of each value.</param>
    /// <param name="unordered">Which coordinates only say equal or not.</param>
    /// <param name="prior">What is believed before.</param>
    public MarginalLikelihood(IReadOnlyList<double[]> points, double[] values, double[] variances, bool[] unordered, KernelPrior prior)
    {
        (_values, _variances, _prior, _dimensions) = (values, variances, prior, unordered.Length);
        _squares = new double[values.Length][];
        for (int i = 0; i < values.Length; i++)
        {
            _squares[i] = new double[i * _dimensions];
            for (int j = 0; j < i; j++)
                for (int d = 0; d < _dimensions; d++) _squares[i][j * _dimensions + d] = Matern.SquaredDistance(points[i][d], points[j][d], unordered[d]);
        }
    }

    /// <summary>Number of values.</summary>
    public int Count => _values.Length;

    /// <summary>The log posterior of settings up to a constant.</summary>
    /// <param name="logarithms">As <see cref="KernelSettings.Logarithms"/>.</param>
    /// <param name="gradient">Takes the derivative by each.</param>
    public double LogPosterior(ReadOnlySpan<double> logarithms, Span<double> gradient)
    {
        gradient.Clear();
        var settings = KernelSettings.Of(logarithms);
        double[] weights = [.. settings.LengthScales.Select(scale => 1 / (scale * scale))];
        var (covariance, slopes) = Covariance(settings, weights);
        var factor = Cholesky.Of(covariance);
        var alpha = factor.Solve(_values);
        double fit = 0;
        for (int i = 0; i < alpha.Length; i++) fit += alpha[i] * _values[i];
        AddGradient(gradient, settings, weights, covariance, slopes, factor.Inverse(), alpha);
        return -0.5 * (fit + factor.LogDeterminant) + _prior.LogDensity(logarithms, gradient);
    }

    private (double[][] Covariance, double[][] Slopes) Covariance(KernelSettings settings, double[] weights)
    {
        var (covariance, slopes) = (new double[_values.Length][], new double[_values.Length][]);
        for (int i = 0; i < _values.Length; i++)
        {
            covariance[i] = new double[i + 1];
            slopes[i] = new double[i];
            for (int j = 0; j < i; j++)
            {
                double distance = 0;
                for (int d = 0; d < weights.Length; d++) distance += weights[d] * _squares[i][j * _dimensions + d];
                var (correlation, slope) = Matern.WithSlope(distance);
                covariance[i][j] = settings.Signal * correlation;
                slopes[i][j] = settings.Signal * slope;
            }

            covariance[i][i] = settings.Signal + settings.Noise + _variances[i];
        }

        return (covariance, slopes);
    }

    /// <summary>Half the trace of (α αᵀ - K⁻¹) times the derivative of K, by every logarithm; pairs count twice.</summary>
    private void AddGradient(
        Span<double> gradient, KernelSettings settings, double[] weights, double[][] covariance, double[][] slopes, double[][] inverse, double[] alpha)
    {
        for (int i = 0; i < alpha.Length; i++)
        {
            double own = (alpha[i] * alpha[i] - inverse[i][i]) / 2;
            gradient[_dimensions] += own * settings.Signal;
            gradient[_dimensions + 1] += own * settings.Noise;
            for (int j = 0; j < i; j++)
            {
                double pair = alpha[i] * alpha[j] - inverse[i][j];
                gradient[_dimensions] += pair * covariance[i][j];
                double slope = pair * slopes[i][j];
                for (int d = 0; d < weights.Length; d++) gradient[d] += slope * weights[d] * _squares[i][j * _dimensions + d];
            }
        }
    }
}
