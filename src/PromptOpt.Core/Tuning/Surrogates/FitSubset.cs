namespace PromptOpt.Tuning.Surrogates;

/// <summary>With many values, settings are fitted on some of them: the best, and others spread evenly over the order in which they came. The work grows with the cube of their number.</summary>
internal static class FitSubset
{
    private const int Most = 120;
    private const int Best = 40;

    /// <summary>Indices of the values to fit on, rising.</summary>
    public static int[] Of(IReadOnlyList<double> values)
    {
        if (values.Count <= Most) return [.. Enumerable.Range(0, values.Count)];
        int[] best = [.. Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).ThenBy(i => i).Take(Best)];
        int[] others = [.. Enumerable.Range(0, values.Count).Except(best)];
        return [.. best.Concat(Enumerable.Range(0, Most - Best).Select(i => others[i * others.Length / (Most - Best)])).Order()];
    }

    /// <summary>Most steps of the fit.</summary>
    public static int Iterations(int values) => values <= 60 ? 60 : 25;
}
