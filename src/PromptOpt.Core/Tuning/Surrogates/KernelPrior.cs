namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// What is believed of a kernel's settings before a value is seen: independent log-normal distributions. Length scales grow with the square root of the number of
/// coordinates, so that the complexity of the function that is expected does not (Hvarfner, Hellsten and Nardi 2024, section 4).
/// </summary>
/// <param name="LengthMedian">Median length scale in one dimension.</param>
/// <param name="LengthSpread">Standard deviation of the logarithm of a length scale.</param>
/// <param name="NoiseMedian">Median variance of the noise.</param>
/// <param name="NoiseSpread">Standard deviation of its logarithm.</param>
/// <param name="SignalSpread">Standard deviation of the logarithm of the signal's variance, whose median is 1.</param>
internal sealed record KernelPrior(double LengthMedian, double LengthSpread, double NoiseMedian, double NoiseSpread, double SignalSpread)
{
    /// <summary>The least variance of the noise: what keeps the matrix invertible.</summary>
    public const double NoiseFloor = 1e-6;

    /// <summary>The one that samplers use.</summary>
    public static KernelPrior Usual { get; } = new(0.5, 1.0, 1e-3, 1.5, 1.0);

    /// <summary>The most probable settings.</summary>
    public KernelSettings Median(int dimensions) =>
        new([.. Enumerable.Repeat(LengthMedian * Math.Sqrt(dimensions), dimensions)], 1, NoiseMedian);

    /// <summary>Log density of the logarithms of settings up to a constant; its gradient is added to <paramref name="gradient"/>.</summary>
    public double LogDensity(ReadOnlySpan<double> logarithms, Span<double> gradient)
    {
        int dimensions = logarithms.Length - 2;
        double sum = 0;
        for (int i = 0; i < logarithms.Length; i++)
        {
            var (median, spread) = i < dimensions ? (LengthMedian * Math.Sqrt(dimensions), LengthSpread) : i == dimensions ? (1, SignalSpread) : (NoiseMedian, NoiseSpread);
            double z = (logarithms[i] - Math.Log(median)) / spread;
            sum -= z * z / 2;
            gradient[i] -= z / spread;
        }

        return sum;
    }
}
