namespace PromptOpt.LanguageModels;

/// <summary>What a language model can do beyond answering. What it lacks is refused or worked around before a run, never silently.</summary>
[Flags]
public enum LanguageModelCapabilities
{
    /// <summary>Only answers text.</summary>
    None = 0,

    /// <summary><see cref="ILanguageModel.ScoreAsync"/> works.</summary>
    Scoring = 1,

    /// <summary>Alternatives of generated tokens are reported.</summary>
    TokenProbabilities = 2,

    /// <summary><see cref="ILanguageModel.EmbedAsync"/> works.</summary>
    Embedding = 4,

    /// <summary>Token counts are exact.</summary>
    ExactTokenCounts = 8,

    /// <summary>The same request with the same seed gives the same answer whatever else runs.</summary>
    Repeatable = 16,

    /// <summary><see cref="GenerateRequest.Constraint"/> is obeyed.</summary>
    Constraints = 32,

    /// <summary><see cref="GenerateRequest.TokenEntropies"/> is answered.</summary>
    TokenEntropies = 64,
}
