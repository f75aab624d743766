using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Search;

/// <summary>Draws each parameter uniformly and independently (Bergstra &amp; Bengio 2012).</summary>
public sealed class RandomSampler : ISampler
{
    /// <inheritdoc/>
    public DecodingParameters Suggest(
        IReadOnlyDictionary<string, (double Low, double High)> space, DecodingParameters based, int index, SeededRandom study)
    {
        var random = study.Fork((ulong)index);
        return DecodingSpace.At(space, based, space.Select(_ => random.NextDouble()).ToArray());
    }
}
