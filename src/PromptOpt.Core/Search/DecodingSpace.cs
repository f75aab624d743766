using PromptOpt.LanguageModels;

namespace PromptOpt.Search;

/// <summary>The decoding parameters that may be tuned, by their llama-server names.</summary>
public static class DecodingSpace
{
    /// <summary>Names that a search space may use: all but lengths, which are no matter of taste.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
        DecodingField.All.Select(field => field.Name).Except(["max_tokens", "repeat_last_n"]).ToArray();

    /// <summary>Puts a point of the unit cube into the ranges; values are rounded to three decimals, so that they can be written down and typed.</summary>
    /// <param name="space">Ranges by name.</param>
    /// <param name="based">Values of everything else.</param>
    /// <param name="point">Coordinates in [0, 1), in the ordinal order of the names.</param>
    public static DecodingParameters At(
        IReadOnlyDictionary<string, (double Low, double High)> space, DecodingParameters based, IReadOnlyList<double> point)
    {
        int i = 0;
        foreach (var (name, (low, high)) in space.OrderBy(p => p.Key, StringComparer.Ordinal))
            based = DecodingField.Named(name).Set(based, Math.Round(low + point[i++] * (high - low), 3));
        return based;
    }
}
