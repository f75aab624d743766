namespace PromptOpt.Tuning;

/// <summary>Configurations that are tried before a sampler is asked, each in the turn of one trial: what somebody knows or has measured before.</summary>
/// <param name="First">Number of the trial that the first of them is for.</param>
/// <param name="Starts">The configurations, each with who suggests it.</param>
internal sealed record PlannedStarts(int First, IReadOnlyList<Suggestion> Starts)
{
    /// <summary>The one whose turn it is; null if it is nobody's, or the one is not allowed or was tried.</summary>
    /// <param name="context">What was tried.</param>
    public Suggestion? Of(SamplerContext context)
    {
        int turn = context.Number - First;
        return turn >= 0 && turn < Starts.Count && context.IsNew(Starts[turn].Configuration) && context.Space.Allows(Starts[turn].Configuration) ? Starts[turn] : null;
    }
}
