namespace PromptOpt.LanguageModels;

/// <summary>Asks for one answer.</summary>
public sealed record GenerateRequest
{
    /// <summary>What to answer.</summary>
    public required ChatPrompt Prompt { get; init; }

    /// <summary>How to draw tokens.</summary>
    public DecodingParameters Decoding { get; init; } = new();

    /// <summary>Seed of this request's own random numbers; unused at temperature 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Report this many likeliest alternatives for every token of the answer, 0 to 100. With a limit of one token this is the
    /// next-token distribution. Default 0: none.</summary>
    public int TopLogProbabilities { get; init; }

    /// <summary>Report how uncertain the model was of every token it drew, see <see cref="Generation.TokenEntropies"/>. A model without
    /// <see cref="LanguageModelCapabilities.TokenEntropies"/> reports none; at temperature 0 nothing is drawn, and the request is refused. Default: no.</summary>
    public bool TokenEntropies { get; init; }

    /// <summary>What the answer is limited to; a model without <see cref="LanguageModelCapabilities.Constraints"/> refuses it. Default: nothing.</summary>
    public AnswerConstraint? Constraint { get; init; }

    /// <summary>When the answer says all that will be read of it, so that the model may stop. A model that cannot tell writes on. Default: never.</summary>
    public AnswerEnd? End { get; init; }
}
