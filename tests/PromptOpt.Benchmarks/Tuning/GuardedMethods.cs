using PromptOpt.Tests.Tuning.Llambo.Guard;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The guard with scripted advisors, so that what it costs to listen to a useless or hostile one is measured without a language model.</summary>
internal static class GuardedMethods
{
    private const string Prefix = "guarded-", Core = "gp-ei", On = "-on-";
    private const double Around = 0.05;

    // Enough for any machine: the load on it must not decide a run.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, Func<KnownScores, IAdvisor>> Advisors = new()
    {
        ["uniform"] = _ => ScriptedAdvisor.Uniform(),
        ["adversarial"] = Adversarial,
        ["oracle"] = known => new ScriptedAdvisor(_ => known.Optimum, (_, c) => known.ValueNear(c)),
        ["parrot"] = _ => ScriptedAdvisor.Parrot(),
    };

    /// <summary>Names of the methods.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Advisors.Keys.Select(name => Prefix + name)];

    /// <summary>The method of a name, or of a name with <c>-on-SAMPLER</c> behind it, where the classical core is not <c>gp-ei</c>; null if it is none of these.</summary>
    /// <exception cref="BadInputException">There is no such sampler.</exception>
    public static TuningMethod? Find(string name)
    {
        string[] parts = name.Split(On, 2);
        if (!parts[0].StartsWith(Prefix, StringComparison.Ordinal) || !Advisors.TryGetValue(parts[0][Prefix.Length..], out var advisor)) return null;
        var core = Samplers.Find(parts.ElementAtOrDefault(1) ?? Core);
        return new(name, scene => Guarded(core, advisor(scene.Known())));
    }

    /// <summary>The usual core with an advisor behind the guard.</summary>
    public static Func<SamplerContext, Task<Suggestion>> Guarded(IAdvisor advisor) => Guarded(Samplers.Find(Core), advisor);

    private static Func<SamplerContext, Task<Suggestion>> Guarded(ISampler core, IAdvisor advisor)
    {
        var guarded = new GuardedSampler(core, new ProcessPredictor(), advisor, new() { Timeout = Patience });
        return context => guarded.SuggestAsync(context);
    }

    // Proposes points around the worst that is known, and is sure that worse is better.
    private static ScriptedAdvisor Adversarial(KnownScores known) => new(
        context =>
        {
            var random = context.Random.Fork(98);
            return known.Space.At([.. known.Worst.Select(x => Math.Clamp(x + Around * random.NextNormal(), 0, 1))]);
        },
        (_, c) => known.Best + known.Lowest - known.ValueNear(c));
}
