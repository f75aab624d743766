using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// A function that is known at some points, with noise, and believed to be smooth elsewhere (Rasmussen and Williams 2006, algorithm 2.1): Matérn 5/2 with a length scale
/// a coordinate. A pure function of its data.
/// </summary>
internal sealed class GaussianProcess
{
    private const double LeastVariance = 1e-12;

    private readonly IReadOnlyList<double[]> _points;
    private readonly bool[] _unordered;
    private readonly double[] _weights;
    private readonly double[] _values;
    private readonly double[] _variances;
    private readonly Cholesky _factor;
    private readonly double[] _alpha;

    private GaussianProcess(IReadOnlyList<double[]> points, double[] values, double[] variances, bool[] unordered, Standardisation scale, KernelSettings settings)
    {
        (_points, _values, _variances, _unordered, Scale, Settings) = (points, values, variances, unordered, scale, settings);
        _weights = [.. settings.LengthScales.Select(length => 1 / (length * length))];
        var covariance = new double[points.Count][];
        for (int i = 0; i < points.Count; i++)
        {
            covariance[i] = new double[i + 1];
            for (int j = 0; j < i; j++) covariance[i][j] = Covariance(points[i], points[j]);
            covariance[i][i] = settings.Signal + settings.Noise + variances[i];
        }

        _factor = Cholesky.Of(covariance);
        _alpha = _factor.Solve(values);
    }

    /// <summary>How values were standardised.</summary>
    public Standardisation Scale { get; }

    /// <summary>What was learned of the kernel, in standardised values.</summary>
    public KernelSettings Settings { get; }

    /// <summary>The points.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <summary>Learns from data, and finds the most probable settings.</summary>
    /// <param name="points">Points of the unit cube, at least one.</param>
    /// <param name="values">A value a point, in any unit.</param>
    /// <param name="errors">Known standard error of each value in the same unit; 0 where there is none.</param>
    /// <param name="unordered">Which coordinates only say equal or not.</param>
    /// <param name="prior">What is believed of the settings; null for the usual.</param>
    /// <param name="scale">How values are standardised; null for <see cref="Standardisation.Of"/>, which makes little of differences among small ones.</param>
    public static GaussianProcess Fit(
        IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> errors, bool[] unordered, KernelPrior? prior = null, Standardisation? scale = null)
    {
        prior ??= KernelPrior.Usual;
        scale ??= Standardisation.Of(values);
        double[] standardised = [.. values.Select(scale.Apply)];
        double[] variances = Variances(scale, values, errors);
        int[] used = FitSubset.Of(standardised);
        var likelihood = new MarginalLikelihood([.. used.Select(i => points[i])], [.. used.Select(i => standardised[i])], [.. used.Select(i => variances[i])], unordered, prior);
        var settings = KernelFit.Best(likelihood, prior, unordered.Length, FitSubset.Iterations(points.Count));
        return new(points, standardised, variances, unordered, scale, settings);
    }

    /// <summary>Learns from data with settings that are known, for values that are standardised by a known rule.</summary>
    public static GaussianProcess With(
        KernelSettings settings, Standardisation scale, IReadOnlyList<double[]> points, IReadOnlyList<double> values, IReadOnlyList<double> errors, bool[] unordered) =>
        new(points, [.. values.Select(scale.Apply)], Variances(scale, values, errors), unordered, scale, settings);

    /// <summary>The same with points whose values are not known yet, taken to be what is expected there (the kriging believer of Ginsbourger, Le Riche and Carraro 2010).</summary>
    public GaussianProcess Believing(IReadOnlyList<double[]> pending) => pending.Count == 0 ? this : new(
        [.. _points, .. pending], [.. _values, .. pending.Select(point => Standard(point).Mean)], [.. _variances, .. pending.Select(_ => 0.0)], _unordered, Scale, Settings);

    /// <summary>Mean and deviation of the function at a point, in standardised values.</summary>
    public (double Mean, double Deviation) Standard(double[] point)
    {
        double[] across = Across(point), white = _factor.SolveLower(across);
        return (Product(across, _alpha), Math.Sqrt(Math.Max(LeastVariance, Settings.Signal - Product(white, white))));
    }

    /// <summary>Mean and deviation, at a point, of how much larger the function is there than at a known one, in standardised values. Both ends are uncertain, and beside the known one they are alike.</summary>
    /// <param name="known">The known point.</param>
    public Func<double[], (double Mean, double Deviation)> GainOver(double[] known)
    {
        double mean = Standard(known).Mean;
        double[] own = Whitened(known);
        double ownVariance = Settings.Signal - Product(own, own);
        return point =>
        {
            double[] across = Across(point), white = _factor.SolveLower(across);
            double variance = Settings.Signal - Product(white, white), shared = Covariance(point, known) - Product(white, own);
            return (Product(across, _alpha) - mean, Math.Sqrt(Math.Max(LeastVariance, variance + ownVariance - 2 * shared)));
        };
    }

    /// <summary>Mean and deviation of the function at a point, in the values' unit. Among bad values, where the unit is stretched, they are the median and the deviation to first order.</summary>
    public (double Mean, double Deviation) Predict(double[] point)
    {
        var (mean, deviation) = Standard(point);
        return InUnit(mean, deviation);
    }

    /// <summary>Log density of seeing a value at a point, in the values' unit: function, noise and the value's own error together.</summary>
    /// <param name="point">A point.</param>
    /// <param name="value">What was, or may be, seen there; one below the floor counts as the floor.</param>
    /// <param name="error">Its standard error.</param>
    public double LogDensity(double[] point, double value, double error = 0)
    {
        var (mean, deviation) = Standard(point);
        double slope = Scale.Slope(value);
        double variance = deviation * deviation + Settings.Noise + slope * slope * error * error;
        double z = Scale.WithoutFloor(value) - mean;
        return -0.5 * (Math.Log(2 * Math.PI * variance) + z * z / variance) + Math.Log(slope);
    }

    /// <summary>By point, mean and deviation of what would be expected to be seen there had it not been seen (equation 5.12), in the values' unit.</summary>
    public IReadOnlyList<(double Mean, double Deviation)> LeaveOneOut() => [.. _factor.InverseDiagonal().Select((precision, i) =>
        InUnit(_values[i] - _alpha[i] / precision, 1 / Math.Sqrt(precision)))];

    /// <summary>Covariance of the function between a point and each of the known ones, in standardised values.</summary>
    private double[] Across(double[] point)
    {
        var across = new double[_points.Count];
        for (int i = 0; i < across.Length; i++) across[i] = Covariance(point, _points[i]);
        return across;
    }

    /// <summary>Covariance of the function at two points, in standardised values, before anything was seen.</summary>
    public double Covariance(double[] one, double[] other)
    {
        double distance = 0;
        for (int d = 0; d < _weights.Length; d++) distance += _weights[d] * Matern.SquaredDistance(one[d], other[d], _unordered[d]);
        return Settings.Signal * Matern.Correlation(distance);
    }

    /// <summary>Covariances between a point and the known ones in coordinates where what the data explain is a scalar product.</summary>
    public double[] Whitened(double[] point) => _factor.SolveLower(Across(point));

    private (double Mean, double Deviation) InUnit(double mean, double deviation)
    {
        double value = Scale.Invert(mean);
        return (value, deviation / Scale.Slope(value));
    }

    private static double[] Variances(Standardisation scale, IReadOnlyList<double> values, IReadOnlyList<double> errors) =>
        [.. values.Zip(errors, (value, error) => Math.Pow(error * scale.Slope(value), 2))];

    private static double Product(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }
}
