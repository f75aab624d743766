using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Finds the label that occurs first in a text, as a whole word, ignoring case; at one position the longest wins.</summary>
internal sealed class LabelFinder
{
    // A label's word goes before a label of the same spelling: once words stand for labels, that is what the model was told.
    private readonly IReadOnlyList<(string Term, string Label)> terms;

    /// <summary>Prepares the search.</summary>
    public LabelFinder(IReadOnlyList<string> labels, IReadOnlyDictionary<string, string>? labelWords)
    {
        var words = labels.Where(label => labelWords?.ContainsKey(label) == true).Select(label => (labelWords![label], label));
        terms = [.. words
            .Concat(labels.Select(label => (label, label)))
            .Select(pair => (NormalizedText.Collapse(pair.Item1), pair.Item2))
            .Where(pair => pair.Item1.Length > 0)];
    }

    /// <summary>What is looked for.</summary>
    public IReadOnlyList<string> Terms => [.. terms.Select(term => term.Term)];

    /// <summary>The label found, or null.</summary>
    public string? Find(string text)
    {
        var collapsed = NormalizedText.Collapse(text);
        (int Position, int Length, string? Label) best = (int.MaxValue, 0, null);
        foreach (var (term, label) in terms)
        {
            var position = PositionOf(term, collapsed);
            if (position < 0) continue;
            if (position < best.Position || (position == best.Position && term.Length > best.Length)) best = (position, term.Length, label);
        }
        return best.Label;
    }

    /// <summary>Whether the label found stays the same whatever follows the text.</summary>
    public bool IsDecided(string text)
    {
        var collapsed = NormalizedText.Collapse(text);
        if (collapsed.Length > 0 && char.IsWhiteSpace(text[^1])) collapsed += ' '; // what follows does not join the last word
        var found = terms.Select(term => (At: PositionOf(term.Term, collapsed, mustBeFinal: true), term.Term.Length)).Where(match => match.At >= 0).ToList();
        if (found.Count == 0) return false;
        var first = found.Min(match => match.At);
        var longest = found.Where(match => match.At == first).Max(match => match.Length);
        for (var at = 0; at <= first; at++)
            if (terms.Any(term => (at < first || term.Term.Length > longest) && MayBecome(term.Term, collapsed, at)))
                return false;
        return true;
    }

    private static bool MayBecome(string term, string text, int at) =>
        term.Length >= text.Length - at && Begins(term, text, at) && term.AsSpan().StartsWith(text.AsSpan(at), StringComparison.OrdinalIgnoreCase);

    private static int PositionOf(string term, string text, bool mustBeFinal = false)
    {
        for (var at = 0; (at = text.IndexOf(term, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + term.Length;
            var ends = !IsWord(term[^1]) || (end == text.Length ? !mustBeFinal : !IsWord(text[end]));
            if (ends && Begins(term, text, at)) return at;
        }
        return -1;
    }

    private static bool Begins(string term, string text, int at) => at == 0 || !IsWord(text[at - 1]) || !IsWord(term[0]);

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
