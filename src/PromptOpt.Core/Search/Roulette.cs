using PromptOpt.Statistics;

namespace PromptOpt.Search;

/// <summary>Draws in proportion to weights (fitness proportionate selection, Holland 1975).</summary>
internal static class Roulette
{
    /// <summary>Index of the one drawn.</summary>
    /// <param name="weights">At least one, none below 0; where all are 0, each has the same chance.</param>
    /// <param name="random">Randomness; one number is drawn.</param>
    public static int Draw(IReadOnlyList<double> weights, SeededRandom random)
    {
        double sum = weights.Sum(), draw = random.NextDouble();
        if (sum <= 0) return Math.Min((int)(draw * weights.Count), weights.Count - 1);
        draw *= sum;
        int next = 0;
        while (next < weights.Count - 1 && (draw -= weights[next]) >= 0) next++;
        return next;
    }
}
