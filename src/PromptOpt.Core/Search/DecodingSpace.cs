using System.Globalization;
using PromptOpt.LanguageModels;

namespace PromptOpt.Search;

/// <summary>Decoding parameters by their llama-server names.</summary>
public static class DecodingSpace
{
    private static readonly Dictionary<string, Func<DecodingParameters, double, DecodingParameters>> Setters = new()
    {
        ["temperature"] = (d, v) => d with { Temperature = v },
        ["top_k"] = (d, v) => d with { TopK = (int)Math.Round(v) },
        ["top_p"] = (d, v) => d with { TopP = v },
        ["min_p"] = (d, v) => d with { MinP = v },
        ["typical_p"] = (d, v) => d with { TypicalP = v },
        ["repeat_penalty"] = (d, v) => d with { RepeatPenalty = v },
        ["frequency_penalty"] = (d, v) => d with { FrequencyPenalty = v },
        ["presence_penalty"] = (d, v) => d with { PresencePenalty = v },
    };

    /// <summary>Names that a search space may use.</summary>
    public static IReadOnlyCollection<string> Names => Setters.Keys;

    /// <summary>Puts a point of the unit cube into the ranges; values are rounded to three decimals, so that they can be written down and typed.</summary>
    /// <param name="space">Ranges by name.</param>
    /// <param name="based">Values of everything else.</param>
    /// <param name="point">Coordinates in [0, 1), in the ordinal order of the names.</param>
    public static DecodingParameters At(
        IReadOnlyDictionary<string, (double Low, double High)> space, DecodingParameters based, IReadOnlyList<double> point)
    {
        int i = 0;
        foreach (var (name, (low, high)) in space.OrderBy(p => p.Key, StringComparer.Ordinal))
            based = Setters[name](based, Math.Round(low + point[i++] * (high - low), 3));
        return based;
    }

    /// <summary>The values in a few words.</summary>
    public static string Describe(DecodingParameters decoding) =>
        decoding.Temperature == 0
            ? "greedy"
            : string.Create(CultureInfo.InvariantCulture, $"temperature {decoding.Temperature:0.###}, top_p {decoding.TopP:0.###}");
}
