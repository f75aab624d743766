using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Designs;

/// <summary>Points of which each coordinate has exactly one in every one of equal slices (McKay, Beckman and Conover 1979).</summary>
internal static class LatinHypercube
{
    /// <summary>One block of points.</summary>
    /// <param name="size">Points, at least 1.</param>
    /// <param name="dimensions">Coordinates of a point.</param>
    /// <param name="random">Where the block comes from; the same gives the same.</param>
    public static double[][] Block(int size, int dimensions, SeededRandom random)
    {
        var points = new double[size][];
        for (int i = 0; i < size; i++) points[i] = new double[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            int[] slices = random.Shuffled(Enumerable.Range(0, size));
            for (int i = 0; i < size; i++) points[i][d] = (slices[i] + random.NextDouble()) / size;
        }

        return points;
    }
}
