using PromptOpt.Evaluation;
using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Importance;

/// <summary>What a part of the winner is worth: the winner less the winner without it, on the same rows.</summary>
/// <param name="Step">What was put back.</param>
public sealed record AblationEffect(AblationStep Step)
{
    /// <summary>Why it could not be run alone; empty if it was.</summary>
    public string Problem { get; init; } = "";

    /// <summary>The winner's metric against that without the part; null if that was not run.</summary>
    public PairedComparison? Score { get; init; }

    /// <summary>Tokens of a row, prompts and replies as sent: how many more the winner takes.</summary>
    public MeanDifference? Tokens { get; init; }

    /// <summary>The numbers of the candidate without the part.</summary>
    public RolloutNumbers? Numbers { get; init; }
}
