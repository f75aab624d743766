namespace PromptOpt.LanguageModels;

/// <summary>
/// What is sent to a language model: a chat, laid out by the model's own chat template up to and including the opening of the
/// assistant's turn, then <see cref="AnswerPrefix"/> as the first words of that turn.
/// </summary>
public sealed record ChatPrompt
{
    /// <summary>The messages in order. The first is the system message; send one even if it is empty, since some templates insert their own.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Text that the answer is made to begin with. Default: none.</summary>
    public string AnswerPrefix { get; init; } = "";
}
