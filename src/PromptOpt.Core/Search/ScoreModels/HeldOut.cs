using PromptOpt.Statistics;

namespace PromptOpt.Search.ScoreModels;

/// <summary>Pairs that an ensemble predicted without having seen them.</summary>
/// <param name="Levels">Their levels.</param>
/// <param name="TrainedOn">Pairs it had seen.</param>
/// <param name="Rows">The pairs, with the prediction and the mean of the pairs it had seen.</param>
internal sealed record HeldOut(IReadOnlyList<int> Levels, int TrainedOn, IReadOnlyList<(ScorePair Pair, ScorePrediction Predicted, double Mean)> Rows)
{
    /// <summary>Most groups of levels that are left out in turn; with more levels, neighbouring ones are left out together.</summary>
    private const int MostGroups = 8;

    /// <summary>Each level predicted by what is learned from all others.</summary>
    public static IReadOnlyList<HeldOut> OneLevelOut(PairTable table, SeededRandom random) =>
        [.. Groups(table.Pairs).Select(levels => Predict(table, levels, level => !levels.Contains(level), random)).OfType<HeldOut>()];

    /// <summary>Each level predicted by what is learned from earlier ones.</summary>
    public static IReadOnlyList<HeldOut> NextLevel(IReadOnlyList<ScorePair> pairs, SeededRandom random) =>
    [
        .. Groups(pairs).Select(levels =>
        {
            var known = pairs.Where(pair => pair.Facts.Level <= levels[^1]).ToArray();
            return Predict(PairTable.Of(known), levels, level => level < levels[0], random);
        }).OfType<HeldOut>(),
    ];

    /// <summary>Sums up.</summary>
    public ScoreErrors Errors() => ErrorsOf(Levels.Count == 1 ? $"{Levels[0]}" : $"{Levels[0]}-{Levels[^1]}", TrainedOn, Rows);

    /// <summary>Sums up rows.</summary>
    public static ScoreErrors ErrorsOf(string levels, int trainedOn, IReadOnlyList<(ScorePair Pair, ScorePrediction Predicted, double Mean)> rows) => new(
        levels,
        trainedOn,
        rows.Count,
        WeightedMean.Of(rows.Select(row => (row.Pair.Weight, ModelError(row)))),
        WeightedMean.Of(rows.Select(row => (row.Pair.Weight, MeanError(row)))),
        WeightedMean.Of(rows.Select(row => (row.Pair.Weight, ParentError(row.Pair)))),
        RankCorrelation.Spearman([.. rows.Select(row => row.Predicted.Lead)], [.. rows.Select(row => row.Pair.Lead)]));

    /// <summary>How far the model was off.</summary>
    public static double ModelError((ScorePair Pair, ScorePrediction Predicted, double Mean) row) => Math.Abs(row.Predicted.Lead - row.Pair.Lead);

    /// <summary>How far the mean was off.</summary>
    public static double MeanError((ScorePair Pair, ScorePrediction Predicted, double Mean) row) => Math.Abs(row.Mean - row.Pair.Lead);

    /// <summary>How far the parent was off.</summary>
    public static double ParentError(ScorePair pair) => Math.Abs(pair.Facts.ParentLead - pair.Lead);

    private static HeldOut? Predict(PairTable table, int[] levels, Func<int, bool> learns, SeededRandom random)
    {
        var indices = Enumerable.Range(0, table.Pairs.Count).ToArray();
        var known = indices.Where(i => learns(table.Pairs[i].Facts.Level)).ToArray();
        var asked = indices.Where(i => levels.Contains(table.Pairs[i].Facts.Level)).ToArray();
        if (known.Length < ScoreEnsemble.FewestPairs) return null;
        var ensemble = ScoreEnsemble.Fit(table, known, random.Fork((ulong)levels[0]));
        double mean = WeightedMean.Of(known.Select(i => (table.Pairs[i].Weight, table.Pairs[i].Lead)));
        return new(levels, known.Length, [.. asked.Select(i => (table.Pairs[i], ensemble.Predict(table.Vectors[i]), mean))]);
    }

    private static IEnumerable<int[]> Groups(IReadOnlyList<ScorePair> pairs)
    {
        int[] levels = [.. pairs.Select(pair => pair.Facts.Level).Distinct().Order()];
        return levels.Chunk(Math.Max(1, (levels.Length + MostGroups - 1) / MostGroups));
    }
}
