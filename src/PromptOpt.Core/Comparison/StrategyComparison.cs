using PromptOpt.Statistics;

namespace PromptOpt.Comparison;

/// <summary>Several strategies on one task with the same seeds, the same budget and the same rows.</summary>
public sealed record StrategyComparison
{
    /// <summary>Fewest seeds that a test over seeds is made of: with four, no p-value can be below 0.05.</summary>
    public const int LeastSeedsOfTest = 5;

    private const double Least = 1e-12;

    /// <summary>Number of seeds.</summary>
    public required int Seeds { get; init; }

    /// <summary>Rows that every choice was run on.</summary>
    public required int Rows { get; init; }

    /// <summary>Mean score of the seed prompt.</summary>
    public required double SeedPromptScore { get; init; }

    /// <summary>The strategies in the order asked for; the first one is the reference.</summary>
    public required IReadOnlyList<StrategyResult> Strategies { get; init; }

    /// <summary>What the others are compared with.</summary>
    public StrategyResult Reference => Strategies[0];

    /// <summary>Compares finished studies.</summary>
    /// <param name="studies">Of every strategy one study a seed. The first one's strategy is the reference; the others come in the order of their first study.</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same numbers.</param>
    /// <exception cref="ArgumentException">No study, a strategy without one of the seeds or with one twice, or different numbers of rows.</exception>
    public static StrategyComparison Of(IReadOnlyList<ComparedStudy> studies, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(studies);
        if (studies.Count == 0) throw new ArgumentException("a comparison needs at least one study", nameof(studies));
        var groups = studies.GroupBy(study => study.Strategy).Select(group => group.OrderBy(study => study.Seed).ToArray()).ToArray();
        var reference = groups[0];
        if (groups.Any(group => !group.Select(study => study.Seed).SequenceEqual(reference.Select(study => study.Seed)))
            || reference.DistinctBy(study => study.Seed).Count() < reference.Length)
            throw new ArgumentException("every strategy needs one study of every seed", nameof(studies));
        StrategyResult[] results = [.. groups.Select(group => Result(group, reference, seed))];
        return new()
        {
            Seeds = reference.Length,
            Rows = reference[0].Scores.Count,
            SeedPromptScore = reference.Average(study => study.SeedScore),
            Strategies = Adjusted(results),
        };
    }

    private static StrategyResult Result(ComparedStudy[] studies, ComparedStudy[] reference, ulong seed)
    {
        bool isReference = studies == reference;
        double[] leads = [.. studies.Zip(reference, (study, other) => study.Score - other.Score)];
        return new()
        {
            Strategy = studies[0].Strategy,
            Score = studies.Average(study => study.Score),
            ScoreDeviation = Descriptive.StandardDeviation([.. studies.Select(study => study.Score)]),
            VersusSeedPrompt = Difference(
                [.. studies.Select(study => PairedScores.Differences(study.Scores, study.SeedScores))], studies.All(study => study.Prompt == study.SeedPrompt), seed),
            VersusReference = isReference
                ? null
                : Difference(
                    [.. studies.Zip(reference, (study, other) => PairedScores.Differences(study.Scores, other.Scores))],
                    studies.Zip(reference).All(pair => pair.First.Prompt == pair.Second.Prompt),
                    seed),
            Wins = leads.Count(lead => lead > Least),
            Ties = leads.Count(lead => Math.Abs(lead) <= Least),
            Losses = leads.Count(lead => lead < -Least),
            P = isReference || studies.Length < LeastSeedsOfTest ? null : WilcoxonSignedRank.GreaterP(leads),
            Validation = studies.Average(study => study.Validation),
            Optimism = studies.Average(study => study.Optimism),
            Trials = Median(studies, study => study.Trials),
            Calls = Median(studies, study => study.Spending.Calls),
            Tokens = Median(studies, study => study.Spending.Tokens),
            ComputedTokens = Median(studies, study => study.Spending.ComputedTokens),
            Seconds = Median(studies, study => study.Seconds),
            TokensToChoice = Median(studies, study => study.TokensToChoice),
            SeedPromptChosen = studies.Count(study => study.Prompt == study.SeedPrompt),
        };
    }

    private static ScoreDifference Difference(double[][] differences, bool samePrompts, ulong seed) =>
        new(differences.Average(one => one.Average()), samePrompts ? null : SeedAndRowInterval.Of(differences, seed));

    private static StrategyResult[] Adjusted(StrategyResult[] results)
    {
        var tested = results.Where(result => result.P is not null).ToArray();
        var adjusted = HolmCorrection.Adjust([.. tested.Select(result => result.P!.Value)]);
        return [.. results.Select(result => Array.IndexOf(tested, result) is >= 0 and var place ? result with { AdjustedP = adjusted[place] } : result)];
    }

    private static double Median(IEnumerable<ComparedStudy> studies, Func<ComparedStudy, double> value) => Descriptive.Quantile([.. studies.Select(value)], 0.5);
}
