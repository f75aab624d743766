namespace PromptOpt.Grammars;

/// <summary>Where in a text something stands.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Character of the line, from 1.</param>
internal readonly record struct TextPlace(int Line, int Column)
{
    /// <summary>The place of a character.</summary>
    public static TextPlace Of(ReadOnlySpan<char> text, int index)
    {
        var before = text[..Math.Min(index, text.Length)];
        return new TextPlace(1 + before.Count('\n'), before.Length - before.LastIndexOf('\n'));
    }

    /// <summary><c>line:column</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
