using PromptOpt.Tuning;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>A sampler as the benchmark runs it.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Sampler">Asked for every trial, given points not included.</param>
internal sealed record TuningMethod(string Name, ISampler Sampler)
{
    private const string WithoutDefault = "-without-default";

    /// <summary>The method of a name: a sampler's, whose first trial is the default, or NAME-without-default.</summary>
    /// <exception cref="BadInputException">There is no such sampler.</exception>
    public static TuningMethod Find(string name) => name.EndsWith(WithoutDefault, StringComparison.Ordinal)
        ? new(name, Samplers.Find(name[..^WithoutDefault.Length]))
        : new(name, new DefaultFirstSampler(Samplers.Find(name)));
}
