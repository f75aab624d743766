using PromptOpt.Candidates;

namespace PromptOpt.Evaluation;

/// <summary>The part of a written reply that holds the answer, where the reply reasons before it.</summary>
internal static class MarkedAnswer
{
    /// <summary>The mark where nobody chose another.</summary>
    public const string Usual = "Answer:";

    private static readonly char[] Around = [' ', '\t', '\r', '\n', '*', '_'];

    /// <summary>The mark of a candidate's answers: its own, or that of reasoning loops where it has a loop; null for none.</summary>
    public static string? MarkOf(Candidate candidate) => candidate.AnswerMark ?? (candidate.Reasoning is null ? null : Usual);

    /// <summary>Whether there is a mark in a text, whatever its case.</summary>
    public static bool IsIn(string text, string mark) => text.Contains(mark, StringComparison.OrdinalIgnoreCase);

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
