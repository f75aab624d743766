using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>What moves the predictions of a score model that has learned from all trials of a study.</summary>
public sealed record ScoreModelExplanation
{
    /// <summary>Most phrases listed for each sign.</summary>
    private const int MostPhrases = 8;

    /// <summary>Most named features listed.</summary>
    private const int MostFeatures = 12;

    /// <summary>Fewest trials with a phrase, and without it, for it to be listed.</summary>
    private const int FewestTrials = 3;

    /// <summary>Trials that it learned from.</summary>
    public required int Pairs { get; init; }

    /// <summary>Whether it would be used: what moves one that would not says little.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Why, or why not.</summary>
    public required string Reason { get; init; }

    /// <summary>The groups of features, the one that moves it most first.</summary>
    public required IReadOnlyList<FeatureGroupWeight> Groups { get; init; }

    /// <summary>The strongest features that have a name, the strongest first.</summary>
    public required IReadOnlyList<FeatureWeight> Features { get; init; }

    /// <summary>The phrases that raise the prediction most, then those that lower it most.</summary>
    public required IReadOnlyList<PhraseWeight> Phrases { get; init; }

    /// <summary>Explains.</summary>
    /// <param name="trials">The trials of the study, by number.</param>
    /// <param name="seed">Seed of the study, for the same splits that its session makes.</param>
    /// <returns>The explanation, empty with fewer than three pairs.</returns>
    public static ScoreModelExplanation Of(IReadOnlyList<Trial> trials, long seed)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var pairs = ScorePair.Of(trials);
        if (pairs.Length < ScoreEnsemble.FewestPairs)
            return new() { Pairs = pairs.Length, IsOn = false, Reason = $"there are {pairs.Length} trials to learn from", Groups = [], Features = [], Phrases = [] };
        var table = PairTable.Of(pairs);
        var random = ScoreModelRandom.OfLevel(new SeededRandom((ulong)seed), trials.Max(trial => trial.Level) + 1);
        var use = ScoreModelUse.Of(HeldOut.OneLevelOut(table, random));
        var coefficients = ScoreEnsemble.Fit(table, [.. Enumerable.Range(0, pairs.Length)], random).Coefficients();
        return new()
        {
            Pairs = pairs.Length,
            IsOn = use.IsOn,
            Reason = use.Reason,
            Groups = GroupsOf(table, coefficients),
            Features = FeaturesOf(table, coefficients),
            Phrases = PhrasesOf(table, coefficients),
        };
    }

    private static FeatureGroupWeight[] GroupsOf(PairTable table, double[] coefficients)
    {
        var columns = table.Space.Columns;
        return
        [
            .. Enumerable.Range(0, columns.Count).GroupBy(j => columns[j].Group)
                .Select(group => new FeatureGroupWeight(group.Key, Spread(table.Vectors.Select(vector => group.Sum(j => coefficients[j] * vector[j])))))
                .Where(group => group.Spread > 0)
                .OrderByDescending(group => group.Spread),
        ];
    }

    private static FeatureWeight[] FeaturesOf(PairTable table, double[] coefficients) =>
    [
        .. table.Space.Columns.Index().Where(column => column.Item.Group is not (FeatureSpace.Words or FeatureSpace.Letters))
            .Select(column => new FeatureWeight(column.Item.Group, column.Item.Name, coefficients[column.Index] * table.Space.Factors[column.Index]))
            .Where(feature => feature.Effect != 0)
            .OrderByDescending(feature => Math.Abs(feature.Effect)).Take(MostFeatures),
    ];

    private static PhraseWeight[] PhrasesOf(PairTable table, double[] coefficients)
    {
        int pairs = table.Pairs.Count;
        var effects = table.Pairs.SelectMany(pair => HashedPhrases.WordsOf(PromptWords.Of(pair.Facts.Candidate.Instruction)))
            .CountBy(phrase => phrase, StringComparer.Ordinal)
            .Where(phrase => phrase.Value >= FewestTrials && phrase.Value <= pairs - FewestTrials)
            .Select(phrase =>
            {
                var (column, sign) = HashedPhrases.Place(phrase.Key, HashedPhrases.WordColumns);
                return new PhraseWeight(phrase.Key, phrase.Value, sign * coefficients[column] * table.Space.PerUnit(column));
            })
            .OrderByDescending(phrase => phrase.Effect * Spread(phrase.Trials, pairs)).ThenBy(phrase => phrase.Phrase, StringComparer.Ordinal).ToArray();
        return [.. effects.Where(phrase => phrase.Effect > 0).Take(MostPhrases), .. effects.Where(phrase => phrase.Effect < 0).Reverse().Take(MostPhrases)];
    }

    /// <summary>Standard deviation of being there: a phrase of half of the trials moves more predictions than a rare one.</summary>
    private static double Spread(int trials, int all) => Math.Sqrt((double)trials / all * (1 - (double)trials / all));

    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
    }
}
