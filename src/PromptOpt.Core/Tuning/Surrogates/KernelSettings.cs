namespace PromptOpt.Tuning.Surrogates;

/// <summary>What a Gaussian process learns besides the function, for values of mean 0 and deviation 1.</summary>
/// <param name="LengthScales">By coordinate, how far apart values still tell of each other, in widths of the cube; above 0.</param>
/// <param name="Signal">Variance of the function.</param>
/// <param name="Noise">Variance of a value around the function, besides what is known of each value.</param>
internal sealed record KernelSettings(double[] LengthScales, double Signal, double Noise)
{
    /// <summary>As an optimiser moves them: logarithms, length scales first, then signal and noise.</summary>
    public double[] Logarithms => [.. LengthScales.Append(Signal).Append(Noise).Select(value => Math.Log(value))];

    /// <summary>The settings of <see cref="Logarithms"/>.</summary>
    public static KernelSettings Of(ReadOnlySpan<double> logarithms)
    {
        var scales = new double[logarithms.Length - 2];
        for (int i = 0; i < scales.Length; i++) scales[i] = Math.Exp(logarithms[i]);
        return new(scales, Math.Exp(logarithms[^2]), Math.Exp(logarithms[^1]));
    }
}
