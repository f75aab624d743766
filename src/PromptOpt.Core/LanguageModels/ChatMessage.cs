namespace PromptOpt.LanguageModels;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said; may be empty, never null.</param>
public sealed record ChatMessage(ChatRole Role, string Text);
