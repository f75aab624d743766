using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// Grows a regression tree (Breiman et al. 1984): each split is the one that leaves the least squared error, its threshold anywhere between two neighbours. Words are ordered by the mean of their
/// values, so that the best split of them is among those that are tried.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="points">Points.</param>
/// <param name="values">A value a point.</param>
/// <param name="settings">How to grow.</param>
/// <param name="random">Draws coordinates and thresholds.</param>
internal sealed class RegressionTree(UnitSpace space, IReadOnlyList<double[]> points, IReadOnlyList<double> values, ForestSettings settings, SeededRandom random)
{
    /// <summary>The root of a tree of some of the points, each as often as it is named.</summary>
    public TreeNode Grow(IReadOnlyList<int> used)
    {
        double mean = used.Average(i => values[i]);
        double variance = used.Average(i => (values[i] - mean) * (values[i] - mean));
        if (used.Count < 2 * settings.LeastInLeaf || variance <= 1e-14 * (1 + mean * mean) || BestSplit(used) is not { } split) return new() { Mean = mean, Variance = variance };
        return new()
        {
            Dimension = split.Dimension,
            Threshold = split.Threshold,
            LeftWords = split.LeftWords,
            Left = Grow([.. used.Where(i => split.GoesLeft(points[i][split.Dimension]))]),
            Right = Grow([.. used.Where(i => !split.GoesLeft(points[i][split.Dimension]))]),
        };
    }

    private TreeNode? BestSplit(IReadOnlyList<int> used)
    {
        TreeNode? best = null;
        double most = 0;
        int tried = (int)Math.Ceiling(settings.TriedShare * space.Dimensions);
        foreach (int dimension in random.Shuffled(Enumerable.Range(0, space.Dimensions)).Take(tried))
        {
            var keys = space.Unordered[dimension] ? MeanByWord(used, dimension) : null;
            int[] sorted = [.. used.OrderBy(i => keys?[points[i][dimension]] ?? points[i][dimension])];
            if (Cut(sorted, i => keys?[points[i][dimension]] ?? points[i][dimension]) is not { } cut || cut.Gain <= most) continue;
            most = cut.Gain;
            best = Split(dimension, sorted, cut.At, keys);
        }

        return best;
    }

    private Dictionary<double, double> MeanByWord(IReadOnlyList<int> used, int dimension) =>
        used.GroupBy(i => points[i][dimension]).ToDictionary(group => group.Key, group => group.Average(i => values[i]));

    /// <summary>How many of the sorted points go left for the least squared error, and by how much the split lowers it; null where no split leaves enough on both sides.</summary>
    private (int At, double Gain)? Cut(int[] sorted, Func<int, double> key)
    {
        double total = sorted.Sum(i => values[i]), left = 0;
        (int At, double Gain)? best = null;
        for (int at = 1; at < sorted.Length; at++)
        {
            left += values[sorted[at - 1]];
            if (at < settings.LeastInLeaf || sorted.Length - at < settings.LeastInLeaf || key(sorted[at - 1]) == key(sorted[at])) continue;
            double right = total - left;
            double gain = left * left / at + right * right / (sorted.Length - at) - total * total / sorted.Length;
            if (best is null || gain > best.Value.Gain) best = (at, gain);
        }

        return best;
    }

    private TreeNode Split(int dimension, int[] sorted, int at, Dictionary<double, double>? keys)
    {
        double low = points[sorted[at - 1]][dimension], high = points[sorted[at]][dimension];
        double threshold = high - random.NextDouble() * (high - low);
        if (keys is null) return new() { Dimension = dimension, Threshold = threshold > low ? threshold : high };
        // Words that are not there go either way by chance.
        double bound = keys[high];
        bool[] left = [.. space.Values(dimension).Select(word => keys.TryGetValue(word, out double mean) ? mean < bound : random.Next(2) == 0)];
        return new() { Dimension = dimension, LeftWords = left };
    }
}
