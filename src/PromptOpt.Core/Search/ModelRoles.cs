using PromptOpt.LanguageModels;

namespace PromptOpt.Search;

/// <summary>Which model does what in a session; one model may do everything.</summary>
public sealed record ModelRoles
{
    /// <summary>Does the task: the model that is optimised for.</summary>
    public required ILanguageModel Solver { get; init; }

    /// <summary>Sums up what went wrong (PROMST's SumLLM).</summary>
    public required ILanguageModel Summarizer { get; init; }

    /// <summary>Writes new prompts (PROMST's GenLLM).</summary>
    public required ILanguageModel Writer { get; init; }

    /// <summary>One model for everything.</summary>
    public static ModelRoles All(ILanguageModel model) => new() { Solver = model, Summarizer = model, Writer = model };
}
