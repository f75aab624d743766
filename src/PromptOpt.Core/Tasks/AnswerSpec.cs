using PromptOpt.LanguageModels;

namespace PromptOpt.Tasks;

/// <summary>How an answer is got from the model and found in its reply.</summary>
public sealed record AnswerSpec
{
    /// <summary>Answer mode of the seed candidate. Default free; the search may change it where there are labels.</summary>
    public AnswerMode Mode { get; init; } = AnswerMode.Free;

    /// <summary>The closed set of answers. Null: the distinct targets if the metric is accuracy, else open answers.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>How the answer is found in a free reply. Null: by label if there are labels, last number for a numeric metric, the first
    /// JSON object for slot F1, else the whole reply.</summary>
    public ExtractionKind? Extract { get; init; }

    /// <summary>Pattern or JSON path of the extraction, if it needs one.</summary>
    public string? Pattern { get; init; }

    /// <summary>What written answers are limited to; null is nothing. Label scoring does not need it and does not use it.</summary>
    public AnswerConstraint? Constraint { get; init; }
}
