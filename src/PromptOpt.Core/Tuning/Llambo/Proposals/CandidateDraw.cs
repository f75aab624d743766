namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>What came of asking a model for configurations.</summary>
public sealed record CandidateDraw
{
    /// <summary>Those that are allowed and new, in the order in which they were asked for; may be fewer than were wanted.</summary>
    public required IReadOnlyList<DrawnCandidate> Candidates { get; init; }

    /// <summary>Answers that were asked for.</summary>
    public int Answers { get; init; }

    /// <summary>Answers without a JSON object.</summary>
    public int Unreadable { get; init; }

    /// <summary>Objects that are no configuration of the space.</summary>
    public int Invalid { get; init; }

    /// <summary>Configurations that were tried before, or came twice.</summary>
    public int Repeated { get; init; }
}
