using PromptOpt.Studies;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Yaml;

namespace PromptOpt.Search.Advising;

/// <summary>What a language model contributed to a tuned study, and what it cost.</summary>
public sealed record AdviserReport
{
    /// <summary>Whether a guard stood between the model and the trials.</summary>
    public required bool IsGuarded { get; init; }

    /// <summary>Trials for which the model was asked; of a study without a guard 0, since nothing is noted there.</summary>
    public required int Asked { get; init; }

    /// <summary>Trials by what became of the model there (<see cref="GuardOutcome"/> in lower case with hyphens).</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    /// <summary>Its weight at each trial that the guard suggested, in order.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Trials of the model that were run on some validation rows.</summary>
    public required int Trials { get; init; }

    /// <summary>Their mean lead over the seed prompt; null without any.</summary>
    public double? MeanLead { get; init; }

    /// <summary>The same number of the other tuned trials.</summary>
    public required int OtherTrials { get; init; }

    /// <summary>Their mean lead; null without any.</summary>
    public double? OtherMeanLead { get; init; }

    /// <summary>The model's best complete trial by its lead; null without any.</summary>
    public int? BestTrial { get; init; }

    /// <summary>Its lead.</summary>
    public double? BestLead { get; init; }

    /// <summary>The best lead of the other complete tuned trials; null without any.</summary>
    public double? OtherBestLead { get; init; }

    /// <summary>What its calls cost.</summary>
    public required AdviserCost Cost { get; init; }

    /// <summary>Whether the best trial is the model's, and ahead of the seed prompt.</summary>
    public bool Helped => BestLead > Math.Max(0, OtherBestLead ?? 0);

    /// <summary>Reads it off a study; null where no model advised.</summary>
    /// <param name="trials">All trials.</param>
    /// <param name="waves">All waves.</param>
    /// <exception cref="BadInputException">What was stored cannot be read.</exception>
    public static AdviserReport? Of(IReadOnlyList<Trial> trials, IReadOnlyList<Wave> waves)
    {
        var tuned = trials.Where(trial => trial.Tuned is not null).ToArray();
        GuardMemo[] memos = [.. tuned.Select(MemoOf).OfType<GuardMemo>()];
        var own = tuned.Where(IsModels).ToArray();
        if (memos.Length == 0 && own.Length == 0) return null;
        var others = tuned.Except(own).ToArray();
        var (best, otherBest) = (ParentSelector.Ranked(own), ParentSelector.Ranked(others));
        return new()
        {
            IsGuarded = memos.Length > 0,
            Asked = memos.Count(memo => memo.Outcome is not (GuardOutcome.Muted or GuardOutcome.Capped or GuardOutcome.TooEarly or GuardOutcome.TooCostly)),
            Outcomes = memos.GroupBy(memo => memo.Outcome).OrderBy(group => group.Key).ToDictionary(group => KebabCase.Of(group.Key), group => group.Count()),
            Weights = [.. memos.Select(memo => memo.Weight)],
            Trials = Leads(own).Length,
            MeanLead = Mean(Leads(own)),
            OtherTrials = Leads(others).Length,
            OtherMeanLead = Mean(Leads(others)),
            BestTrial = best is [var first, ..] ? first.Number : null,
            BestLead = best is [var leading, ..] ? leading.Lead : null,
            OtherBestLead = otherBest is [var other, ..] ? other.Lead : null,
            Cost = AdviserCost.Of(waves),
        };
    }

    /// <summary>What the guard noted of a trial; null where it suggested nothing.</summary>
    internal static GuardMemo? MemoOf(Trial trial) => GuardMemo.Read(trial.Tuned?.Memo ?? "", trial.Number);

    private static bool IsModels(Trial trial) => trial.Tuned!.Source is GuardedSampler.AdvisorSource or TuningSpec.Unguarded;

    private static double[] Leads(IEnumerable<Trial> trials) => [.. trials.Where(trial => trial.Rows > 0).Select(trial => trial.Lead).OfType<double>()];

    private static double? Mean(double[] leads) => leads.Length > 0 ? leads.Average() : null;
}
