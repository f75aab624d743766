using PromptOpt.LanguageModels;

namespace PromptOpt.Tasks;

/// <summary>Decoding parameters by their llama-server names, as task files write them.</summary>
internal static class DecodingNames
{
    /// <summary>Names that stand for a fraction.</summary>
    public static IReadOnlyList<string> Fractions { get; } =
        ["temperature", "top_p", "min_p", "typical_p", "repeat_penalty", "frequency_penalty", "presence_penalty"];

    /// <summary>Names that stand for a whole number.</summary>
    public static IReadOnlyList<string> Wholes { get; } = ["top_k", "repeat_last_n", "max_tokens"];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Fractions, .. Wholes];

    /// <summary>Returns the parameters with one of them set; a whole one is rounded.</summary>
    /// <exception cref="BadInputException">There is no parameter of that name.</exception>
    public static DecodingParameters Set(DecodingParameters parameters, string name, double value) => name switch
    {
        "temperature" => parameters with { Temperature = value },
        "top_k" => parameters with { TopK = ToWhole(value) },
        "top_p" => parameters with { TopP = value },
        "min_p" => parameters with { MinP = value },
        "typical_p" => parameters with { TypicalP = value },
        "repeat_penalty" => parameters with { RepeatPenalty = value },
        "repeat_last_n" => parameters with { RepeatLastN = ToWhole(value) },
        "frequency_penalty" => parameters with { FrequencyPenalty = value },
        "presence_penalty" => parameters with { PresencePenalty = value },
        "max_tokens" => parameters with { MaxTokens = ToWhole(value) },
        _ => throw new BadInputException($"unknown decoding parameter '{name}'{Spelling.Hint(name, All)}; there are {string.Join(", ", All)}"),
    };

    private static int ToWhole(double value) => (int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue);
}
