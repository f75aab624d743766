namespace PromptOpt.Tuning;

/// <summary>
/// Suggests configurations. A pure function of its context: asked again with the same one it says the same, so a resumed study searches like one that was never
/// interrupted. A sampler with a state of its own, such as a swarm, rebuilds it from the history. The history may hold configurations that others suggested.
/// </summary>
public interface ISampler
{
    /// <summary>Its name, as options and tables write it.</summary>
    string Name { get; }

    /// <summary>Whether it fills brackets: what it suggests are rungs (<see cref="Suggestion.IsRung"/>), and trials of others do not count among them. Default false.</summary>
    bool FillsBrackets => false;

    /// <summary>What to try next.</summary>
    Suggestion Suggest(SamplerContext context);
}
