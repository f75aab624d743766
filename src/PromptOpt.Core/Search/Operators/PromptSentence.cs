namespace PromptOpt.Search.Operators;

/// <summary>A sentence of an instruction, or a stretch that is none.</summary>
/// <param name="Text">The text, without blanks around it.</param>
/// <param name="Gap">The blanks and line ends after it.</param>
/// <param name="IsProse">Whether it may be moved, replaced or dropped: a whole sentence without placeholders, outside kept text.</param>
internal sealed record PromptSentence(string Text, string Gap, bool IsProse)
{
    /// <summary>Its words, by which two sentences are told to say the same.</summary>
    public string Key { get; } = PromptWords.Normal(Text);
}
