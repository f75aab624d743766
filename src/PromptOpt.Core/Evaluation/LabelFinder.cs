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

    private static int PositionOf(string term, string text)
    {
        for (var at = 0; (at = text.IndexOf(term, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + term.Length;
            var begins = at == 0 || !IsWord(text[at - 1]) || !IsWord(term[0]);
            var ends = end == text.Length || !IsWord(text[end]) || !IsWord(term[^1]);
            if (begins && ends) return at;
        }
        return -1;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
