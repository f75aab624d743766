using PromptOpt.Candidates;
using PromptOpt.LanguageModels;

namespace PromptOpt.Tasks;

/// <summary>The prompt a study starts from and has to beat.</summary>
public sealed record SeedPromptSpec
{
    /// <summary>Template of the system message. <c>{{field}}</c> names a data column; text between <c>{{#keep}}</c> and <c>{{/keep}}</c> is never changed.</summary>
    public required string Instruction { get; init; }

    /// <summary>Where <see cref="Instruction"/> was written, for messages: the absolute path of the prompt file, or task.yaml and its key.</summary>
    public string Source { get; init; } = "seed.instruction";

    /// <summary>Template of the user message. Default <c>{{input}}</c>, which stands for the input column whatever its name.</summary>
    public string User { get; init; } = "{{input}}";

    /// <summary>Text that every answer is made to begin with. Default none.</summary>
    public string AnswerPrefix { get; init; } = "";

    /// <summary>Decoding of the seed candidate, but for its token limit. Default: temperature 0.</summary>
    public DecodingParameters Decoding { get; init; } = new();

    /// <summary>Most tokens of an answer. Null: twice the 95th percentile of the target's length on train rows, and with a reasoning
    /// loop at least room for a step of thought.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>As <see cref="Candidate.AnswerSeed"/>.</summary>
    public int? AnswerSeed { get; init; }

    /// <summary>As <see cref="Candidate.Samples"/>.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>As <see cref="Candidate.Aggregation"/>.</summary>
    public Aggregation Aggregation { get; init; } = Aggregation.MajorityVote;

    /// <summary>As <see cref="Candidate.Reasoning"/>.</summary>
    public ReasoningLoop? Reasoning { get; init; }
}
