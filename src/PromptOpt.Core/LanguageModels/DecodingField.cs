namespace PromptOpt.LanguageModels;

/// <summary>A number among the decoding parameters, by its llama-server name: the one place that files, search and displays read names from.</summary>
/// <param name="Name">Name as files write it, such as <c>top_p</c>.</param>
/// <param name="IsWhole">Whether it is a whole number; setting it rounds then.</param>
/// <param name="Get">Reads it.</param>
/// <param name="Set">Returns the parameters with another value.</param>
public sealed record DecodingField(
    string Name, bool IsWhole, Func<DecodingParameters, double> Get, Func<DecodingParameters, double, DecodingParameters> Set)
{
    /// <summary>All of them, in the order in which they are written.</summary>
    public static IReadOnlyList<DecodingField> All { get; } =
    [
        new("temperature", false, d => d.Temperature, (d, value) => d with { Temperature = value }),
        new("top_k", true, d => d.TopK, (d, value) => d with { TopK = ToWhole(value) }),
        new("top_p", false, d => d.TopP, (d, value) => d with { TopP = value }),
        new("min_p", false, d => d.MinP, (d, value) => d with { MinP = value }),
        new("typical_p", false, d => d.TypicalP, (d, value) => d with { TypicalP = value }),
        new("repeat_penalty", false, d => d.RepeatPenalty, (d, value) => d with { RepeatPenalty = value }),
        new("repeat_last_n", true, d => d.RepeatLastN, (d, value) => d with { RepeatLastN = ToWhole(value) }),
        new("frequency_penalty", false, d => d.FrequencyPenalty, (d, value) => d with { FrequencyPenalty = value }),
        new("presence_penalty", false, d => d.PresencePenalty, (d, value) => d with { PresencePenalty = value }),
        new("max_tokens", true, d => d.MaxTokens, (d, value) => d with { MaxTokens = ToWhole(value) }),
    ];

    /// <summary>The one of this name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static DecodingField Named(string name) => All.Single(field => field.Name == name);

    private static int ToWhole(double value) => (int)Math.Clamp(Math.Round(value), int.MinValue, int.MaxValue);
}
