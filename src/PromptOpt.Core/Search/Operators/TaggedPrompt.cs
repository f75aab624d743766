namespace PromptOpt.Search.Operators;

/// <summary>Finds the instruction in a reply that has steps before it.</summary>
internal static class TaggedPrompt
{
    private const string Begin = "<prompt>", End = "</prompt>";

    /// <summary>What stands between the last <c>&lt;prompt&gt;</c> and its end; the whole reply where there is no such mark; null where the reply was cut off or the
    /// end is missing.</summary>
    public static string? Find(string? reply)
    {
        if (reply is null) return null;
        int start = reply.LastIndexOf(Begin, StringComparison.OrdinalIgnoreCase);
        if (start < 0) return reply.Contains(End, StringComparison.OrdinalIgnoreCase) ? null : reply;
        start += Begin.Length;
        int end = reply.IndexOf(End, start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : reply[start..end];
    }
}
