namespace PromptOpt.LanguageModels;

/// <summary>
/// How tokens are drawn. Names and meaning follow llama-server. The filters run in the order penalties, logit bias, top-k, typical-p,
/// top-p, min-p, temperature.
/// </summary>
public sealed record DecodingParameters
{
    /// <summary>Softmax temperature, 0 to 5. 0 is greedy and ignores all filters but penalties and bias. Default 0.</summary>
    public double Temperature { get; init; }

    /// <summary>Keep the k likeliest tokens; 0 keeps all. Default 0.</summary>
    public int TopK { get; init; }

    /// <summary>Keep the smallest set of likeliest tokens with this total probability, in (0, 1]; 1 keeps all (Holtzman et al. 2020). Default 1.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Drop tokens less likely than this share of the likeliest one, in [0, 1); 0 drops none. Default 0.</summary>
    public double MinP { get; init; }

    /// <summary>Locally typical sampling mass, in (0, 1]; 1 keeps all (Meister et al. 2023). Default 1.</summary>
    public double TypicalP { get; init; } = 1;

    /// <summary>Divides positive and multiplies negative logits of recent tokens; 1 is off, at most 2. Default 1.</summary>
    public double RepeatPenalty { get; init; } = 1;

    /// <summary>How many recent tokens the penalties look at (prompt included). Default 64.</summary>
    public int RepeatLastN { get; init; } = 64;

    /// <summary>Subtracted from a recent token's logit for each occurrence, -2 to 2. Default 0.</summary>
    public double FrequencyPenalty { get; init; }

    /// <summary>Subtracted once from a recent token's logit, -2 to 2. Default 0.</summary>
    public double PresencePenalty { get; init; }

    /// <summary>Most tokens of an answer, at least 1. Default 128.</summary>
    public int MaxTokens { get; init; } = 128;

    /// <summary>Strings that end the answer; the answer does not contain them. Default: none.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Added to the logit of a token, by token id; minus infinity bans it. Default: none.</summary>
    public IReadOnlyDictionary<int, double> LogitBias { get; init; } = new Dictionary<int, double>();

    /// <summary>The same without what has no effect: filters at temperature 0.</summary>
    internal DecodingParameters Effective => Temperature > 0 ? this : this with { TopK = 0, TopP = 1, MinP = 0, TypicalP = 1 };

    /// <summary>Lists every value out of range; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Temperature is not (>= 0 and <= 5)) yield return Say("temperature", "0 to 5", Temperature);
        if (TopK < 0) yield return Say("top_k", "at least 0", TopK);
        if (TopP is not (> 0 and <= 1)) yield return Say("top_p", "above 0, at most 1", TopP);
        if (MinP is not (>= 0 and < 1)) yield return Say("min_p", "at least 0, below 1", MinP);
        if (TypicalP is not (> 0 and <= 1)) yield return Say("typical_p", "above 0, at most 1", TypicalP);
        if (RepeatPenalty is not (> 0 and <= 2)) yield return Say("repeat_penalty", "above 0, at most 2", RepeatPenalty);
        if (RepeatLastN < 0) yield return Say("repeat_last_n", "at least 0", RepeatLastN);
        if (FrequencyPenalty is not (>= -2 and <= 2)) yield return Say("frequency_penalty", "-2 to 2", FrequencyPenalty);
        if (PresencePenalty is not (>= -2 and <= 2)) yield return Say("presence_penalty", "-2 to 2", PresencePenalty);
        if (MaxTokens < 1) yield return Say("max_tokens", "at least 1", MaxTokens);
        foreach (var (token, bias) in LogitBias)
        {
            if (double.IsNaN(bias) || double.IsPositiveInfinity(bias))
                yield return Say($"logit_bias of token {token}", "a number or minus infinity", bias);
        }

        if (Stop.Any(string.IsNullOrEmpty)) yield return "stop: an empty string can never stop anything; remove it";
    }

    private static string Say(string name, string range, double value) =>
        FormattableString.Invariant($"{name}: must be {range}, but is {value}");
}
