using PromptOpt.Statistics;
using PromptOpt.Tuning.Costs;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>Everything a sampler may know.</summary>
public sealed record SamplerContext
{
    /// <summary>What is tuned.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>What was tried so far and what is being tried, by rising number.</summary>
    public required IReadOnlyList<Observation> History { get; init; }

    /// <summary>Number of the trial that is asked for, above all of the history.</summary>
    public required int Number { get; init; }

    /// <summary>Randomness of the study, the same at every call: fork it by <see cref="Number"/> for what is drawn once a trial.</summary>
    public required SeededRandom Study { get; init; }

    /// <summary>What configurations are expected to cost; null, the default, where nothing limits cost.</summary>
    internal ExpectedCosts? Costs { get; init; }

    /// <summary>The randomness of this trial: what most samplers draw from.</summary>
    public SeededRandom Random => Study.Fork((ulong)Number);

    /// <summary>What has a value.</summary>
    public IEnumerable<Observation> Complete => History.Where(o => o.State == ObservationState.Complete);

    /// <summary>What a sampler suggested itself, in order: what one with a state of its own replays.</summary>
    /// <param name="source">Name of the sampler.</param>
    public IEnumerable<Observation> SuggestedBy(string source) => History.Where(o => o.Source == source);

    /// <summary>The same without configurations that are not expected to fit into what is left of the budget.</summary>
    internal SamplerContext WithinBudget() => Costs is null ? this : this with { Space = Costs.Narrowed(Space) };

    /// <summary>Whether nobody has tried or is trying a configuration.</summary>
    public bool IsNew(Configuration configuration) => History.All(o => !o.Configuration.Equals(configuration));
}
