namespace PromptOpt.Search.Operators;

/// <summary>
/// The tree-structured Parzen estimator for one categorical choice (Bergstra et al. 2011, section 4): trials are split into the best quarter and the rest, and a
/// category is the more promising the larger the ratio of its frequencies in the two is. Every category counts as seen once in both, so unseen ones stay possible.
/// </summary>
internal static class CategoricalTpe
{
    /// <summary>Share of trials that count as good.</summary>
    private const double GoodShare = 0.25;

    /// <summary>The ratio of each category, above 0.</summary>
    /// <param name="ranked">Category of each trial, from 0, the best trial first.</param>
    /// <param name="categories">Number of categories.</param>
    public static double[] Ratios(IReadOnlyList<int> ranked, int categories)
    {
        int good = (int)Math.Ceiling(GoodShare * ranked.Count);
        double[] above = Frequencies([.. ranked.Take(good)], categories), below = Frequencies([.. ranked.Skip(good)], categories);
        return [.. above.Zip(below, (l, g) => l / g)];
    }

    private static double[] Frequencies(int[] seen, int categories) =>
        [.. Enumerable.Range(0, categories).Select(category => (seen.Count(c => c == category) + 1.0) / (seen.Length + categories))];
}
