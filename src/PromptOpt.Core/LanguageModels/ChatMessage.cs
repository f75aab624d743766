namespace PromptOpt.LanguageModels;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said; may be empty, never null.</param>
public sealed record ChatMessage(ChatRole Role, string Text)
{
    /// <summary>How the model wrote this message, if it did; null for text from elsewhere. Only for assistant messages made by <see cref="Answer"/>.</summary>
    public DrawnAnswer? Drawn { get; init; }

    /// <summary>The assistant's message that a generation gave, for the next turn of the chat. Its tokens are kept, so a chat that only grows
    /// computes each token once.</summary>
    /// <param name="prompt">What was asked.</param>
    /// <param name="generation">What came.</param>
    public static ChatMessage Answer(ChatPrompt prompt, Generation generation)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(generation);
        var drawn = generation.DrawnTokens.Count > 0 ? new DrawnAnswer(prompt.AnswerPrefix, generation.DrawnTokens) : null;
        return new ChatMessage(ChatRole.Assistant, prompt.AnswerPrefix + generation.Text) { Drawn = drawn };
    }
}
