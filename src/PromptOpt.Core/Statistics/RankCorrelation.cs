namespace PromptOpt.Statistics;

/// <summary>How alike two orders are (Spearman 1904).</summary>
internal static class RankCorrelation
{
    /// <summary>The correlation of the ranks, -1 to 1; equal values share the mean of their ranks. Null with fewer than two values, or where one side is all equal.</summary>
    public static double? Spearman(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        if (one.Count != other.Count) throw new ArgumentException("both sides need as many values", nameof(other));
        double[] a = Ranks(one), b = Ranks(other);
        double middle = (one.Count - 1) / 2.0, both = 0, ofOne = 0, ofOther = 0;
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - middle) * (b[i] - middle);
            ofOne += (a[i] - middle) * (a[i] - middle);
            ofOther += (b[i] - middle) * (b[i] - middle);
        }

        return ofOne > 0 && ofOther > 0 ? both / Math.Sqrt(ofOne * ofOther) : null;
    }

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end + 1 < order.Length && values[order[end + 1]].Equals(values[order[start]])) end++;
            for (int i = start; i <= end; i++) ranks[order[i]] = (start + end) / 2.0;
            start = end + 1;
        }

        return ranks;
    }
}
