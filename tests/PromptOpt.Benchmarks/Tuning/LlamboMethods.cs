using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>
/// LLAMBO with a language model, as studies use it: without a guard, behind the guard, and behind the guard with what tells whether the model heeds what it is shown: the results on the wrong trials, and a
/// task and parameters without names.
/// </summary>
internal static class LlamboMethods
{
    private static readonly Dictionary<string, Func<LlamboOptions, LlamboOptions>> Guarded = new()
    {
        ["guarded-llambo"] = options => options,
        ["guarded-llambo-shuffled"] = options => options with { ShufflesValues = true },
        ["guarded-llambo-nameless"] = options => options with { Level = ContextLevel.None, IsAnonymous = true },
    };

    /// <summary>Names of the methods.</summary>
    public static IReadOnlyList<string> Names { get; } = ["llambo", .. Guarded.Keys];

    /// <summary>The method of a name; null if it is none of these.</summary>
    public static TuningMethod? Find(string name) => name == "llambo" ? new(name, Unguarded) { NeedsModel = true }
        : Guarded.TryGetValue(name, out var change) ? new(name, scene => GuardedMethods.Guarded(new LlamboAdvisor(scene.Llambo(change(LlamboOptions.InStudies))))) { NeedsModel = true }
        : null;

    // The default first, as with every method.
    private static Func<SamplerContext, Task<Suggestion>> Unguarded(TuningScene scene)
    {
        var sampler = new LlamboSampler(scene.Llambo(LlamboOptions.InStudies));
        return context => DefaultFirstSampler.Due(context) is { } first ? Task.FromResult(first) : sampler.SuggestAsync(context);
    }
}
