namespace PromptOpt.Evaluation;

/// <summary>The part of a written reply that holds the answer, where the reply reasons before it.</summary>
internal static class MarkedAnswer
{
    private static readonly char[] Around = [' ', '\t', '\r', '\n', '*', '_'];

    /// <summary>What follows the last mark, whatever its case, without blanks and marks of emphasis around it; the whole reply if there is no mark in it, or
    /// nothing behind it.</summary>
    /// <param name="reply">What the model wrote.</param>
    /// <param name="mark">The mark; null for none.</param>
    public static string In(string reply, string? mark)
    {
        int at = mark is null ? -1 : reply.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase);
        string behind = at < 0 ? "" : reply[(at + mark!.Length)..].Trim(Around);
        return behind.Length > 0 ? behind : reply;
    }
}
