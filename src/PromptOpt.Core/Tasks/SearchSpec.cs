namespace PromptOpt.Tasks;

/// <summary>What a session may change.</summary>
public sealed record SearchSpec
{
    /// <summary>Names of the operators allowed; null allows all.</summary>
    public IReadOnlyList<string>? Operators { get; init; }

    /// <summary>Chance to stop a trial that is as good as the best one so far or better, above 0 and below 0.5. Default 0.2.</summary>
    public double EliminationError { get; init; } = 0.2;

    /// <summary>Ranges of decoding parameters by llama-server name, e.g. temperature: 0 to 1.2. Empty leaves decoding alone.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Decoding { get; init; } = new Dictionary<string, (double, double)>();
}
