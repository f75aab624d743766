using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Search;

/// <summary>Suggests decoding parameters; a pure function of its arguments.</summary>
public interface ISampler
{
    /// <summary>Suggests new values for the parameters of the space, on top of a base.</summary>
    /// <param name="space">Ranges by llama-server name.</param>
    /// <param name="based">Values of everything else.</param>
    /// <param name="index">How many suggestions this study has had, from 0.</param>
    /// <param name="study">Randomness that is the same for every suggestion of the study; fork it by <paramref name="index"/> for more.</param>
    DecodingParameters Suggest(
        IReadOnlyDictionary<string, (double Low, double High)> space, DecodingParameters based, int index, SeededRandom study);
}
