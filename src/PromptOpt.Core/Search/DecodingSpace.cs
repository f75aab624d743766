using PromptOpt.LanguageModels;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Search;

/// <summary>The decoding parameters that may be tuned, by their llama-server names.</summary>
public static class DecodingSpace
{
    private const int Digits = 3;

    /// <summary>Names that a search space may use: all but lengths, which are no matter of taste.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
        DecodingField.All.Select(field => field.Name).Except(["max_tokens", "repeat_last_n"]).ToArray();

    /// <summary>The space of some ranges, in the ordinal order of the names.</summary>
    /// <param name="ranges">Ranges by name, at least one.</param>
    /// <param name="based">The values before anything is tuned; one outside its range counts as the nearest inside.</param>
    public static SearchSpace Of(IReadOnlyDictionary<string, (double Low, double High)> ranges, DecodingParameters based) => new(
        [.. ranges.OrderBy(range => range.Key, StringComparer.Ordinal).Select(range =>
            Parameter.Real(range.Key, range.Value.Low, range.Value.High, Inside(DecodingField.Named(range.Key).Get(based), range.Value)))]);

    /// <summary>What decoding parameters are in a space of theirs.</summary>
    /// <param name="ranges">Ranges by name.</param>
    /// <param name="decoding">The parameters; a value outside its range counts as the nearest inside.</param>
    public static Configuration Read(IReadOnlyDictionary<string, (double Low, double High)> ranges, DecodingParameters decoding) =>
        new(ranges.Select(range => new KeyValuePair<string, ParameterValue>(range.Key, Inside(DecodingField.Named(range.Key).Get(decoding), range.Value))));

    /// <summary>Decoding parameters with the values of a configuration, rounded to three decimals, so that they can be written down and typed.</summary>
    /// <param name="based">Values of everything else.</param>
    /// <param name="configuration">The values, by name.</param>
    public static DecodingParameters Set(DecodingParameters based, Configuration configuration) =>
        configuration.Values.Aggregate(based, (set, value) => DecodingField.Named(value.Key).Set(set, Math.Round(value.Value.Number, Digits)));

    private static double Inside(double value, (double Low, double High) range) => Math.Clamp(value, range.Low, range.High);
}
