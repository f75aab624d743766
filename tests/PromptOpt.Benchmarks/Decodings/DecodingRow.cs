namespace PromptOpt.Benchmarks.Decodings;

/// <summary>One recorded answer: a line of the table.</summary>
internal sealed record DecodingRow
{
    /// <summary>Name of the prompt.</summary>
    public required string Prompt { get; init; }

    /// <summary>Temperature; 0 draws nothing.</summary>
    public required double Temperature { get; init; }

    /// <summary>Share of the probability that is drawn from; null where nothing is drawn.</summary>
    public double? TopP { get; init; }

    /// <summary>Least probability, in parts of the largest, that is drawn from; null where nothing is drawn.</summary>
    public double? MinP { get; init; }

    /// <summary>Id of the row that was asked.</summary>
    public required string Example { get; init; }

    /// <summary>The metric, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>Tokens of prompt and answer.</summary>
    public int Tokens { get; init; }

    /// <summary>Seconds of computing.</summary>
    public double Seconds { get; init; }
}
