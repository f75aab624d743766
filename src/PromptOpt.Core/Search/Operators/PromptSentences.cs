using System.Text.RegularExpressions;

namespace PromptOpt.Search.Operators;

/// <summary>Takes an instruction apart into sentences and puts it together again; what is not changed comes back to the letter. Kept text stays in one piece.</summary>
internal static partial class PromptSentences
{
    private const int FewestWords = 3;

    /// <summary>The sentences in order. Blanks before the first one are lost.</summary>
    public static List<PromptSentence> Split(string instruction)
    {
        var pieces = Piece().Matches(instruction.TrimStart()).Select(m => (Text: m.Groups["text"].Value, Gap: m.Groups["gap"].Value)).ToArray();
        return [.. pieces.Select((piece, i) => new PromptSentence(piece.Text, piece.Gap, IsProse(piece.Text, IsWholeLine(pieces, i))))];
    }

    /// <summary>The instruction.</summary>
    public static string Join(IEnumerable<PromptSentence> sentences) => string.Concat(sentences.Select(s => s.Text + s.Gap)).TrimEnd();

    /// <summary>Takes a sentence away; the larger of the gaps around it stays.</summary>
    public static void RemoveAt(List<PromptSentence> sentences, int index)
    {
        if (index > 0 && LineEnds(sentences[index].Gap) > LineEnds(sentences[index - 1].Gap))
            sentences[index - 1] = sentences[index - 1] with { Gap = sentences[index].Gap };
        sentences.RemoveAt(index);
    }

    /// <summary>Puts a sentence behind another one, on a line of its own where the other ends its line.</summary>
    /// <param name="sentences">Sentences of one instruction.</param>
    /// <param name="index">The one before.</param>
    /// <param name="text">The new one.</param>
    /// <param name="atEnd">What parts the two at the end of the instruction.</param>
    public static void InsertAfter(List<PromptSentence> sentences, int index, string text, string atEnd = "\n")
    {
        string gap = sentences[index].Gap;
        string before = gap.Length == 0 ? atEnd : LineEnds(gap) > 0 ? "\n" : gap;
        sentences[index] = sentences[index] with { Gap = before };
        sentences.Insert(index + 1, new(text, gap, true));
    }

    private static bool IsWholeLine((string Text, string Gap)[] pieces, int index) =>
        (index == 0 || LineEnds(pieces[index - 1].Gap) > 0) && (index == pieces.Length - 1 || LineEnds(pieces[index].Gap) > 0);

    private static bool IsProse(string text, bool isWholeLine) =>
        !text.Contains('{', StringComparison.Ordinal) && !text.Contains('}', StringComparison.Ordinal)
        && PromptWords.Of(text).Length >= FewestWords && (isWholeLine || (Ended().IsMatch(text) && !char.IsLower(text[0])));

    private static int LineEnds(string gap) => gap.Count(c => c == '\n');

    /// <summary>Kept text, or anything up to the end of a sentence or line, before kept text, or at the end of all.</summary>
    [GeneratedRegex(
        @"(?<text>\{\{[ \t]*#[ \t]*keep[ \t]*\}\}.*?\{\{[ \t]*/[ \t]*keep[ \t]*\}\}|\S.*?(?=\s*\n|(?<=[.!?][""')]?)[ \t]+(?=[""'(]?\p{Lu}|[-*•] )|\s*\{\{[ \t]*#[ \t]*keep|\s*\z))(?<gap>\s*)",
        RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex(@"[.!?][""')]?$")]
    private static partial Regex Ended();
}
