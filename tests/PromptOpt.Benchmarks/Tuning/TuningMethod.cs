using PromptOpt.Tuning;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>What the benchmark runs.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Begin">Begins a run: gives what is asked for every trial, given points not included.</param>
internal sealed record TuningMethod(string Name, Func<TuningScene, Func<SamplerContext, Task<Suggestion>>> Begin)
{
    private const string WithoutDefault = "-without-default";

    /// <summary>A sampler that needs nothing but the history.</summary>
    public TuningMethod(string name, ISampler sampler) : this(name, _ => context => Task.FromResult(sampler.Suggest(context)))
    {
    }

    /// <summary>Whether it asks a language model. Default false.</summary>
    public bool NeedsModel { get; init; }

    /// <summary>The method of a name: a sampler's, whose first trial is the default, NAME-without-default, or one of <see cref="GuardedMethods"/> or <see cref="LlamboMethods"/>.</summary>
    /// <exception cref="BadInputException">There is no such sampler.</exception>
    public static TuningMethod Find(string name) => GuardedMethods.Find(name) ?? LlamboMethods.Find(name) ?? (name.EndsWith(WithoutDefault, StringComparison.Ordinal)
        ? new(name, Samplers.Find(name[..^WithoutDefault.Length]))
        : new(name, new DefaultFirstSampler(Samplers.Find(name))));
}
