using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>What to try next.</summary>
/// <param name="Configuration">An allowed configuration of the space.</param>
/// <param name="Source">Who suggests it: what <see cref="Observation.Source"/> will say.</param>
public sealed record Suggestion(Configuration Configuration, string Source)
{
    /// <summary>How much of the full evaluation to run, above 0 and at most 1. Default 1.</summary>
    public double Fidelity { get; init; } = 1;

    /// <summary>Whether the sampler itself decides by the results what goes on with more of the evaluation (a rung of a bracket); then nobody else should stop the trial. Default false.</summary>
    public bool IsRung { get; init; }

    /// <summary>What the sampler wants to know again, as JSON: stored with the trial and given back in <see cref="Observation.Memo"/>. Default: nothing.</summary>
    public string Memo { get; init; } = "";
}
