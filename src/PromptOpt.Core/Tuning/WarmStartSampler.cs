namespace PromptOpt.Tuning;

/// <summary>Has some configurations tried first, each in the turn of one trial: what somebody knows or has measured before. One that is not allowed, or was tried, is left out.</summary>
/// <param name="first">Number of the trial that the first of them is for.</param>
/// <param name="starts">The configurations, each with who suggests it.</param>
/// <param name="then">Suggests all else.</param>
internal sealed class WarmStartSampler(int first, IReadOnlyList<Suggestion> starts, ISampler then) : ISampler
{
    /// <inheritdoc/>
    public string Name => then.Name;

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context)
    {
        int turn = context.Number - first;
        bool isTurn = turn >= 0 && turn < starts.Count && context.IsNew(starts[turn].Configuration) && context.Space.Allows(starts[turn].Configuration);
        return isTurn ? starts[turn] : then.Suggest(context);
    }
}
