namespace PromptOpt.LanguageModels;

/// <summary>
/// A language model as the optimiser needs it: decoding parameters are first class, and token probabilities, embeddings and exact
/// token counts can be read. Safe for concurrent use; concurrent calls are what makes it fast (they share one batch).
/// </summary>
public interface ILanguageModel : IAsyncDisposable
{
    /// <summary>What is known of it.</summary>
    LanguageModelInfo Info { get; }

    /// <summary>What it can do.</summary>
    LanguageModelCapabilities Capabilities { get; }

    /// <summary>Tokens of the prompt as it would be sent, chat template and answer prefix included.</summary>
    int CountTokens(ChatPrompt prompt);

    /// <summary>Tokens of a plain text.</summary>
    int CountTokens(string text);

    /// <summary>The tokens that scoring these continuations charges as output: the nodes of the trie of their tokens.</summary>
    int CountContinuationTokens(IReadOnlyList<string> continuations);

    /// <summary>Answers a prompt.</summary>
    /// <exception cref="PromptTooLongException">Prompt and answer limit do not fit the context.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the request has left the batch.</exception>
    /// <exception cref="BadInputException">The constraint is wrong, forbids the answer prefix, or allows no token of the model.</exception>
    /// <exception cref="NotSupportedException">There is a constraint, and <see cref="LanguageModelCapabilities.Constraints"/> is missing.</exception>
    Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Scores continuations of a prompt.</summary>
    /// <exception cref="PromptTooLongException">Prompt and longest continuation do not fit the context.</exception>
    /// <exception cref="NotSupportedException"><see cref="LanguageModelCapabilities.Scoring"/> is missing.</exception>
    Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns a text into a vector.</summary>
    /// <exception cref="PromptTooLongException">The text does not fit the context.</exception>
    /// <exception cref="NotSupportedException"><see cref="LanguageModelCapabilities.Embedding"/> is missing.</exception>
    Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default);
}
