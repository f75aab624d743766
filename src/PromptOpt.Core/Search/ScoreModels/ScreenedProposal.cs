using PromptOpt.Studies;

namespace PromptOpt.Search.ScoreModels;

/// <summary>A proposal and what a score model says of it.</summary>
/// <param name="Trial">The proposal, as a waiting trial.</param>
/// <param name="Predicted">Its predicted value.</param>
/// <param name="Uncertainty">Standard deviation over the ensemble.</param>
/// <param name="Required">What policy paper asks the prediction to reach: a share of the best value, less variance and test error (Chen et al. 2024, equation 3, with both brought to the other side).</param>
/// <param name="Deviation">Standard deviation of the value itself: that over the ensemble and that of the test error together.</param>
internal sealed record ScreenedProposal(Trial Trial, double Predicted, double Uncertainty, double Required, double Deviation)
{
    /// <summary>The trial to run, with what was said of it.</summary>
    public Trial Run(double threshold, ScreeningOutcome outcome, IEnumerable<ScreenedProposal> rejected) => Trial with
    {
        Screening = new(Predicted, Uncertainty, threshold, outcome)
        {
            Rejected = [.. rejected.Where(other => other != this).Select(other => new RejectedProposal(other.Trial.Candidate, other.Trial.Operator, other.Predicted))],
        },
    };
}
