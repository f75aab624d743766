using PromptOpt.Candidates;
using PromptOpt.Studies;
using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>
/// Refuses proposals that are known to be too dear before they cost a call (rule 2 of EcoOptiGen, Wang et al. 2023): cost grows with the samples and with the most tokens of an answer, so a candidate with as many or more
/// of both than one that was too dear is too dear as well, where all else that changes length is the same. How tokens are drawn does not, so candidates that differ in temperature, top-p and the like share what is known.
/// </summary>
/// <param name="pruner">Says what is too dear.</param>
/// <param name="rollouts">Validation rollouts of a trial.</param>
/// <param name="planned">Validation rows that a trial is raced on.</param>
internal sealed class KnownTooDear(CostPruner pruner, Func<int, IReadOnlyList<Rollout>> rollouts, int planned)
{
    private readonly Dictionary<(int Trial, int Rows), bool> _known = [];

    /// <summary>Why a candidate is known to be too dear; null if it is not.</summary>
    public string? Refusal(Candidate candidate, IEnumerable<Trial> history)
    {
        string region = RegionOf(candidate);
        var dear = history.FirstOrDefault(trial => trial.Rows > 0 && trial.Candidate.Samples <= candidate.Samples && trial.Candidate.Decoding.MaxTokens <= candidate.Decoding.MaxTokens
            && RegionOf(trial.Candidate) == region && IsTooDear(trial));
        return dear is null ? null : Invariant($"it is too dear: trial {dear.Number} was, with {dear.Candidate.Samples} samples of at most {dear.Candidate.Decoding.MaxTokens} tokens");
    }

    /// <summary>The most samples that a candidate of these tokens is known to be able to afford: as many as fit at full length, or as one of no fewer tokens had that kept the limits; 1 where none is known.</summary>
    public int MostKnownSamples(Candidate candidate, IEnumerable<Trial> history)
    {
        string region = RegionOf(candidate);
        return history.Where(trial => trial.State == TrialState.Complete && trial.Candidate.Decoding.MaxTokens >= candidate.Decoding.MaxTokens && RegionOf(trial.Candidate) == region && !IsTooDear(trial))
            .Select(trial => trial.Candidate.Samples).Append(pruner.SurelyAffordable(candidate)).Max();
    }

    private bool IsTooDear(Trial trial)
    {
        if (!_known.TryGetValue((trial.Number, trial.Rows), out bool known))
            known = _known[(trial.Number, trial.Rows)] = pruner.Problem([.. rollouts(trial.Number).Take(trial.Rows)], Math.Max(planned, trial.Rows)) is not null;
        return known;
    }

    /// <summary>What cost does not grow with is left out; so is how tokens are drawn.</summary>
    private static string RegionOf(Candidate candidate) => CandidateJson.Identity(candidate with
    {
        Samples = 1,
        Aggregation = default,
        Calibration = null,
        Decoding = candidate.Decoding with { MaxTokens = 1, Temperature = 0 },
    });
}
