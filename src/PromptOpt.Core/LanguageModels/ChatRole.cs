namespace PromptOpt.LanguageModels;

/// <summary>Who speaks in a chat.</summary>
public enum ChatRole
{
    /// <summary>The instruction.</summary>
    System,

    /// <summary>The person, or the dataset row.</summary>
    User,

    /// <summary>The language model.</summary>
    Assistant,
}
