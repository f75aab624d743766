namespace PromptOpt.Studies;

/// <summary>One step of thought before an answer; the last one holds the answer.</summary>
public sealed record ThoughtRecord
{
    /// <summary>The plan that was written before it; null if none was due.</summary>
    public string? Plan { get; init; }

    /// <summary>What the model wrote, answer prefix included.</summary>
    public required string Text { get; init; }
}
