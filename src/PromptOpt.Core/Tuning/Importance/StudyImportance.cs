using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Importance;

/// <summary>
/// Which knobs mattered in a study: functional analysis of variance of a random forest (Hutter, Hoos and Leyton-Brown 2014, section 3), with two checks that the forest alone does not give. Trials are drawn with replacement,
/// to see how far shares depend on the trials that happened to be run; and a forest must predict trials that it has not seen better than it does where values are exchanged at random.
/// </summary>
public sealed record StudyImportance
{
    /// <summary>Fewest tuned trials with a value.</summary>
    public const int Fewest = 10;

    /// <summary>Largest p-value at which shares are taken for more than noise.</summary>
    public const double MostP = 0.1;

    private const int Draws = 20, Exchanges = 39, Folds = 5;
    private const double Low = 0.1, High = 0.9;
    private const ulong Key = 0xFA0A;

    /// <summary>Tuned trials with a value.</summary>
    public required int Trials { get; init; }

    /// <summary>How well a forest predicts trials that it has not seen: 1 less its squared error over that of their mean. Null with fewer than <see cref="Fewest"/> trials.</summary>
    public double? Predicts { get; init; }

    /// <summary>How often values that are exchanged at random are predicted as well; null with fewer than <see cref="Fewest"/> trials.</summary>
    public double? P { get; init; }

    /// <summary>Shares of single knobs and of pairs, the largest first; empty where nothing can be said.</summary>
    public IReadOnlyList<ImportanceShare> Shares { get; init; } = [];

    /// <summary>Whether the trials support the shares: there are enough, and what knobs do can be told from noise.</summary>
    public bool IsSupported => P <= MostP && Shares.Count > 0;

    /// <summary>Looks at the trials of a study; null if nothing was tuned in it.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="seed">Seed of the forests; the same seed gives the same numbers.</param>
    public static StudyImportance? Of(IReadOnlyList<Trial> trials, long seed)
    {
        ArgumentNullException.ThrowIfNull(trials);
        if (trials.All(trial => trial.Tuned is null)) return null;
        if (TunedSpace.Of(trials) is not { } tuned) return new() { Trials = 0 };
        var (space, history) = tuned;
        if (history.Count < Fewest) return new() { Trials = history.Count };
        var random = new SeededRandom((ulong)seed).Fork(Key);
        double predicts = Predicted(space, history, random.Fork(0));
        int asGood = Enumerable.Range(1, Exchanges).Count(i => Predicted(space, Exchanged(history, random.Fork(1, (ulong)i)), random.Fork(0)) >= predicts);
        return new()
        {
            Trials = history.Count,
            Predicts = predicts,
            P = (1.0 + asGood) / (1 + Exchanges),
            Shares = SharesOf(space, history, random),
        };
    }

    private static ImportanceShare[] SharesOf(SearchSpace space, IReadOnlyList<Observation> history, SeededRandom random)
    {
        var draws = Enumerable.Range(0, Draws).Select(i => Fanova.Of(space, Drawn(history, random.Fork(2, (ulong)i)), random.Fork(3, (ulong)i)))
            .Where(shares => shares.Count > 0).Select(shares => shares.ToDictionary(NameOf, share => share.Share)).ToArray();
        if (draws.Length == 0) return [];
        return [.. Fanova.Of(space, history, random.Fork(4)).Select(share => new ImportanceShare(share.Parameters, share.Share, RangeOf([.. draws.Select(draw => draw[NameOf(share)])])))];
    }

    private static Interval RangeOf(double[] shares) => new(Descriptive.Quantile(shares, Low), Descriptive.Quantile(shares, High));

    private static string NameOf(ParameterImportance share) => string.Join(' ', share.Parameters);

    private static Observation[] Drawn(IReadOnlyList<Observation> history, SeededRandom random) => [.. history.Select(_ => history[random.Next(history.Count)])];

    private static Observation[] Exchanged(IReadOnlyList<Observation> history, SeededRandom random)
    {
        double[] values = [.. history.Select(observation => observation.Value)];
        random.Shuffle(values);
        return [.. history.Select((observation, i) => observation with { Value = values[i] })];
    }

    /// <summary>Leaves a fifth of the trials out in turn.</summary>
    private static double Predicted(SearchSpace space, IReadOnlyList<Observation> history, SeededRandom random)
    {
        var cube = new UnitSpace(space);
        double[][] points = [.. history.Select(observation => space.PointOf(observation.Configuration))];
        double mean = history.Average(observation => observation.Value), squared = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] seen = [.. Enumerable.Range(0, history.Count).Where(i => i % Folds != fold)];
            var forest = RegressionForest.Grow(cube, [.. seen.Select(i => points[i])], [.. seen.Select(i => history[i].Value)], ForestSettings.Sampler, random.Fork((ulong)fold));
            for (int i = fold; i < history.Count; i += Folds) squared += Math.Pow(history[i].Value - forest.Predict(points[i]).Mean, 2);
        }

        double around = history.Sum(observation => Math.Pow(observation.Value - mean, 2));
        return around > 0 ? 1 - (squared / around) : 0;
    }
}
