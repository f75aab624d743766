using PromptOpt.Candidates;

namespace PromptOpt.Studies;

/// <summary>One evaluation of one candidate.</summary>
public sealed record Trial
{
    /// <summary>Number, from 1; trial 1 is the seed prompt.</summary>
    public required int Number { get; init; }

    /// <summary>Level, from 0; proposals of one level know the results of all earlier levels and nothing of their own.</summary>
    public required int Level { get; init; }

    /// <summary>Where it stands.</summary>
    public required TrialState State { get; init; }

    /// <summary>What is evaluated.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>Operator that made the candidate; <c>seed</c> for trial 1.</summary>
    public required string Operator { get; init; }

    /// <summary>Trial number of the parent; 0 for the seed.</summary>
    public int Parent { get; init; }

    /// <summary>Trial number of the second parent, where an operator merged two; 0 for none.</summary>
    public int OtherParent { get; init; }

    /// <summary>What the operator did, in a few words.</summary>
    public string Change { get; init; } = "";

    /// <summary>What a score model said before the trial was run; null where none was on.</summary>
    public Screening? Screening { get; init; }

    /// <summary>The values of what is tuned, and who suggested them; null in a study that tunes nothing, and for the seed prompt.</summary>
    public Tuned? Tuned { get; init; }

    /// <summary>Calibration as fitted; <see cref="FittedCalibration.None"/> until the train rows have run and in free mode.</summary>
    public FittedCalibration Calibration { get; init; } = FittedCalibration.None;

    /// <summary>Mean metric on the train rows it read; null before.</summary>
    public double? TrainValue { get; init; }

    /// <summary>Mean metric on the validation rows run so far; null before the first.</summary>
    public double? Value { get; init; }

    /// <summary>Standard error of <see cref="Value"/>; null before the second row.</summary>
    public double? StandardError { get; init; }

    /// <summary>Mean metric of the seed prompt on the same validation rows; null before the first.</summary>
    public double? SeedValue { get; init; }

    /// <summary>Mean of the metric after the preferences of the feedback rules (penalties and bonuses); null where no rule has any.</summary>
    public double? AdjustedValue { get; init; }

    /// <summary>The same of the seed prompt on the same validation rows.</summary>
    public double? SeedAdjustedValue { get; init; }

    /// <summary>How far the value, adjusted by preferences where there are any, is above the seed prompt's on the same rows: what trials with different
    /// numbers of rows are ranked by. Null before the first row.</summary>
    public double? Lead => AdjustedValue - SeedAdjustedValue ?? Value - SeedValue;

    /// <summary>Validation rows run.</summary>
    public int Rows { get; init; }

    /// <summary>Validation rows that were not run because the race was lost; 0 if it was not.</summary>
    public int RowsSaved { get; init; }

    /// <summary>Why it was pruned or failed; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What it cost in calls and tokens.</summary>
    public Spending Spending { get; init; }

    /// <summary>The trial as failed: without a value, so that nothing is learned from it.</summary>
    internal Trial FailedBy(Exception error) =>
        this with { State = TrialState.Failed, Reason = error.Message, Value = null, StandardError = null, SeedValue = null, AdjustedValue = null, SeedAdjustedValue = null };
}
