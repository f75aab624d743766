namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// The Matérn correlation with smoothness 5/2 and a length scale a coordinate (Rasmussen and Williams 2006, equation 4.17). Coordinates without an order are 0 or 1
/// apart, which is the kernel of one-hot coordinates.
/// </summary>
internal static class Matern
{
    private static readonly double Root5 = Math.Sqrt(5);

    /// <summary>The squared distance of two points along a coordinate.</summary>
    public static double SquaredDistance(double one, double other, bool unordered) =>
        unordered ? one == other ? 0 : 1 : (one - other) * (one - other);

    /// <summary>Correlation at a distance in length scales.</summary>
    public static double Correlation(double squaredDistance)
    {
        double r = Root5 * Math.Sqrt(squaredDistance);
        return (1 + r + r * r / 3) * Math.Exp(-r);
    }

    /// <summary>Correlation, and minus twice its derivative by the squared distance, which is what the derivative by the logarithm of a length scale is made of.</summary>
    public static (double Correlation, double Slope) WithSlope(double squaredDistance)
    {
        double r = Root5 * Math.Sqrt(squaredDistance);
        double decay = Math.Exp(-r);
        return ((1 + r + r * r / 3) * decay, 5.0 / 3 * (1 + r) * decay);
    }
}
