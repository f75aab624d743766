using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

/// <summary>A small classical sampler for tests: the best expected improvement of <see cref="KernelPredictor"/> among random configurations.</summary>
internal sealed class KernelSampler : ISampler
{
    private const int Begin = 4;
    private const int Tries = 100;

    public string Name => "kernel";

    public Suggestion Suggest(SamplerContext context)
    {
        var random = context.Random;
        if (context.Complete.Count() < Begin) return new(context.Space.Draw(random), Name);
        var posterior = new KernelPredictor().Fit(context);
        double best = context.Complete.Max(o => o.Value);
        Configuration[] tries = [.. Enumerable.Range(0, Tries).Select(_ => context.Space.Draw(random))];
        return new(tries.MaxBy(c => posterior.At(c).Improvement(best))!, Name);
    }
}
