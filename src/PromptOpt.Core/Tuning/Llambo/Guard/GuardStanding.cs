namespace PromptOpt.Tuning.Llambo.Guard;

/// <summary>Where the advisor stands before a trial: a pure function of the history.</summary>
/// <param name="Weight">Its weight.</param>
/// <param name="Refusal">Why it is not asked; null where it is.</param>
/// <param name="IsBeginning">Whether it is asked for a first idea.</param>
internal sealed record GuardStanding(double Weight, GuardOutcome? Refusal, bool IsBeginning)
{
    public static GuardStanding Of(IReadOnlyList<Observation> history, GuardOptions options)
    {
        double weight = EarnedWeight.Of(history, options);
        int mine = history.Count(o => o.Source == GuardedSampler.AdvisorSource);
        if (options.StartWeight == 0 || weight < options.LeastWeight) return new(weight, GuardOutcome.Muted, false);
        if (WasMuted(history) && !IsOnPlateau(history, options.Plateau)) return new(weight, GuardOutcome.Muted, false);
        if (history.Count <= options.FirstIdeas) return new(weight, options.MostShare > 0 ? null : GuardOutcome.Capped, true);
        if (mine + 1 > options.MostShare * (history.Count + 1)) return new(weight, GuardOutcome.Capped, false);
        return new(weight, history.Count(o => o.State == ObservationState.Complete) < options.FewestValues ? GuardOutcome.TooEarly : null, false);
    }

    // Muted, and not taken up again since.
    private static bool WasMuted(IReadOnlyList<Observation> history) =>
        history.Select(GuardMemo.Of).LastOrDefault(memo => memo is { Outcome: not (GuardOutcome.Capped or GuardOutcome.TooEarly or GuardOutcome.TooCostly) })?.Outcome == GuardOutcome.Muted;

    private static bool IsOnPlateau(IReadOnlyList<Observation> history, int plateau)
    {
        double best = double.NegativeInfinity;
        int since = 0;
        foreach (var observation in history.Where(o => o.State == ObservationState.Complete))
        {
            since = observation.Value > best ? 0 : since + 1;
            best = Math.Max(best, observation.Value);
        }

        return since >= plateau;
    }
}
