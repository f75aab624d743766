using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Acquisition;

/// <summary>Points that fill the unit cube evenly in any number of dimensions: the additive recurrence of the generalised golden ratio (Roberts 2018), shifted at random (Cranley and Patterson 1976).
/// Joint draws of a posterior need a coordinate for each observation, where the Sobol sequence of the designs has forty.</summary>
internal static class LowDiscrepancy
{
    /// <summary>The first points of a sequence.</summary>
    /// <param name="count">How many.</param>
    /// <param name="dimensions">Coordinates of each, at least 1.</param>
    /// <param name="random">Draws the shift.</param>
    public static IEnumerable<double[]> Points(int count, int dimensions, SeededRandom random)
    {
        double ratio = 2;
        for (int i = 0; i < 64; i++) ratio = Math.Pow(1 + ratio, 1.0 / (dimensions + 1)); // solves ratio^(d + 1) = ratio + 1
        double[] steps = [.. Enumerable.Range(1, dimensions).Select(i => Math.Pow(ratio, -i) % 1)];
        double[] shift = [.. steps.Select(_ => random.NextDouble())];
        return Enumerable.Range(1, count).Select(n => steps.Select((step, d) => (shift[d] + n * step) % 1).ToArray());
    }
}
