namespace PromptOpt.Search.Operators;

/// <summary>Edits of an instruction that leave kept text and placeholders alone.</summary>
internal static class TextEdit
{
    /// <summary>Adds a paragraph at the end.</summary>
    public static string Append(string instruction, string text) =>
        instruction.Length == 0 ? text : instruction.TrimEnd() + "\n" + text;
}
