namespace PromptOpt.Tasks;

/// <summary>Divides rows by the hash of their input, within each label where there is a closed set, so every split keeps the class shares.</summary>
internal static class Splitter
{
    /// <summary>Divides rows into one list for each share; each list is in the order of the hash.</summary>
    /// <param name="examples">The rows, in the order of their hash.</param>
    /// <param name="shares">Shares, summing to 1.</param>
    /// <param name="labels">The closed set; empty if answers are open, and then targets are not looked at.</param>
    public static IReadOnlyList<IReadOnlyList<SourcedExample>> Split(
        IReadOnlyList<SourcedExample> examples, IReadOnlyList<double> shares, IReadOnlyList<string> labels)
    {
        var parts = shares.Select(_ => new List<SourcedExample>()).ToArray();
        var due = new double[shares.Count];
        var groups = labels.Count == 0 ? [examples.ToList()] : labels.Select(label => examples.Where(e => e.Example.Target == label).ToList());
        foreach (var group in groups)
        {
            var taken = 0;
            var counts = Counts(group.Count, shares, due);
            for (var i = 0; i < counts.Length; i++)
            {
                parts[i].AddRange(group.Skip(taken).Take(counts[i]));
                taken += counts[i];
            }
        }
        return [.. parts.Select(part => part.OrderBy(e => e.Hash, StringComparer.Ordinal).ToList())];
    }

    /// <summary>Fewest rows, above a number that is not enough, of which every part gets at least a given number.</summary>
    public static int FewestRows(int above, IReadOnlyList<double> shares, IReadOnlyList<int> atLeast)
    {
        var rows = above + 1;
        while (Counts(rows, shares, new double[shares.Count]).Zip(atLeast).Any(pair => pair.First < pair.Second)) rows++;
        return rows;
    }

    // Each part gets its share rounded down; the rows left over go to the parts that are furthest behind over all labels so far.
    private static int[] Counts(int rows, IReadOnlyList<double> shares, double[] due)
    {
        var counts = shares.Select(share => (int)Math.Floor((rows * share) + 1e-9)).ToArray();
        for (var i = 0; i < counts.Length; i++) due[i] += (rows * shares[i]) - counts[i];
        foreach (var part in Enumerable.Range(0, counts.Length).OrderByDescending(i => Math.Round(due[i], 9)).Take(rows - counts.Sum()))
        {
            counts[part]++;
            due[part]--;
        }
        return counts;
    }
}
