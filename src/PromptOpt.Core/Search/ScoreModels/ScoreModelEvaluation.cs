using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.ScoreModels;

/// <summary>How well a score model predicts the trials of a study, whether or not one was on in it.</summary>
public sealed record ScoreModelEvaluation
{
    /// <summary>Trials that it learns from: complete and stopped ones whose parent has a lead.</summary>
    public required int Pairs { get; init; }

    /// <summary>Of these, the ones that were stopped early.</summary>
    public required int Stopped { get; init; }

    /// <summary>Each level predicted from the earlier ones: how well it does with how many pairs.</summary>
    public required IReadOnlyList<ScoreErrors> Curve { get; init; }

    /// <summary>Each level predicted from all others: what decides whether it is used.</summary>
    public required IReadOnlyList<ScoreErrors> LevelsLeftOut { get; init; }

    /// <summary>The same over all levels; null with too few pairs.</summary>
    public required ScoreErrors? Total { get; init; }

    /// <summary>Whether it would be used at the next level, if the strategy screens and its first level is reached.</summary>
    public required bool IsOn { get; init; }

    /// <summary>Why, or why not.</summary>
    public required string Reason { get; init; }

    /// <summary>What became of the trials it screened, one entry an outcome.</summary>
    public required IReadOnlyList<ScreeningCount> Screened { get; init; }

    /// <summary>Proposals that it rejected and that were never run.</summary>
    public required int NeverRun { get; init; }

    /// <summary>What it would have rejected, and how often wrongly, in hindsight.</summary>
    public required HindsightRejections Hindsight { get; init; }

    /// <summary>Evaluates.</summary>
    /// <param name="trials">The trials of the study, by number.</param>
    /// <param name="seed">Seed of the study, for the same splits that its session makes.</param>
    public static ScoreModelEvaluation Of(IReadOnlyList<Trial> trials, long seed)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var pairs = ScorePair.Of(trials);
        var random = ScoreModelRandom.OfLevel(new SeededRandom((ulong)seed), trials.Select(trial => trial.Level).DefaultIfEmpty(-1).Max() + 1);
        var leftOut = pairs.Length == 0 ? [] : HeldOut.OneLevelOut(PairTable.Of(pairs), random);
        var next = HeldOut.NextLevel(pairs, random);
        var use = ScoreModelUse.Of(leftOut);
        return new()
        {
            Pairs = pairs.Length,
            Stopped = pairs.Count(pair => pair.Trial.State == TrialState.Pruned),
            Curve = [.. next.Select(level => level.Errors())],
            LevelsLeftOut = [.. leftOut.Select(level => level.Errors())],
            Total = use.Errors,
            IsOn = use.IsOn,
            Reason = use.Reason,
            Screened = ScreeningCount.Of(trials),
            NeverRun = trials.Sum(trial => trial.Screening?.Rejected.Count ?? 0),
            Hindsight = next.Count == 0 ? new(0, 0, 0, 0) : HindsightRejections.Of(trials, next, new ScoreModelSpec().Threshold),
        };
    }
}
