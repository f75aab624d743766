namespace PromptOpt.Studies;

/// <summary>What a score model said of a trial's candidate before any of its rows was run.</summary>
/// <param name="Predicted">The predicted mean of the metric on the validation rows, after the preferences of the feedback rules where there are any.</param>
/// <param name="Uncertainty">Standard deviation over the members of the ensemble.</param>
/// <param name="Threshold">What the prediction had to reach.</param>
/// <param name="Outcome">Why the candidate was run.</param>
public sealed record Screening(double Predicted, double Uncertainty, double Threshold, ScreeningOutcome Outcome)
{
    /// <summary>Proposals for this trial that were screened out before it, never run; never null.</summary>
    public IReadOnlyList<RejectedProposal> Rejected { get; init; } = [];
}
