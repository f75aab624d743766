using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>A sampler as the benchmark runs it.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Sampler">Asked for every trial, given points not included.</param>
internal sealed record TuningMethod(string Name, ISampler Sampler)
{
    private const string WithoutDefault = "-without-default";

    /// <summary>Makes the advisor that the sampler is guarded from; null, the default, for none.</summary>
    public Func<KnownScores, IAdvisor>? Advisor { get; init; }

    /// <summary>The method of a name: a sampler's, whose first trial is the default, NAME-without-default, or one of <see cref="GuardedMethods"/>.</summary>
    /// <exception cref="BadInputException">There is no such sampler.</exception>
    public static TuningMethod Find(string name) => GuardedMethods.Find(name) is { } guarded ? guarded : name.EndsWith(WithoutDefault, StringComparison.Ordinal)
        ? new(name, Samplers.Find(name[..^WithoutDefault.Length]))
        : new(name, new DefaultFirstSampler(Samplers.Find(name)));

    /// <summary>What is asked for every trial of a run.</summary>
    /// <param name="known">All that is known of the task; called only where there is an advisor.</param>
    public Func<SamplerContext, Task<Suggestion>> Suggester(Func<KnownScores> known) =>
        Advisor is { } advisor ? Guarded(advisor(known())) : context => Task.FromResult(Sampler.Suggest(context));

    private Func<SamplerContext, Task<Suggestion>> Guarded(IAdvisor advisor)
    {
        var guarded = new GuardedSampler(Sampler, new ProcessPredictor(), advisor);
        return context => guarded.SuggestAsync(context);
    }
}
