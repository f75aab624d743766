using PromptOpt.Tuning.Designs;
using PromptOpt.Tuning.Fidelities;
using PromptOpt.Tuning.Populations;
using PromptOpt.Tuning.Simplex;

namespace PromptOpt.Tuning;

/// <summary>The samplers by name.</summary>
public static class Samplers
{
    /// <summary>All of them, at their published settings.</summary>
    public static IReadOnlyList<ISampler> All { get; } =
    [
        new RandomSampler(),
        new SobolSampler(),
        new LatinHypercubeSampler(),
        new GridSampler(),
        new ParticleSwarmSampler(),
        new NelderMeadSampler(),
        new CmaEsSampler(),
        new SuccessiveHalvingSampler(),
        new HyperbandSampler(),
        new BohbSampler(),
        new GpEiSampler(),
        new NoisyEiSampler(),
        new TpeSampler(),
        new RandomForestSampler(),
        new NsgaTwoSampler(),
    ];

    /// <summary>The one of this name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those that there are.</exception>
    public static ISampler Find(string name) =>
        All.FirstOrDefault(sampler => sampler.Name == name)
        ?? throw new BadInputException($"there is no sampler '{name}'; there are {string.Join(", ", All.Select(sampler => sampler.Name))}.");
}
