using System.Text.RegularExpressions;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>
/// Finds similar rows by the cosine of tf-idf vectors over words and word pairs in lower case: weight (1 + ln tf) (1 + ln((1 + n) / (1 + df))) with counts from
/// the indexed rows (Salton and Buckley 1988). An inverted index, so a look-up costs what the rows share.
/// </summary>
internal sealed partial class TfIdfIndex
{
    /// <summary>Digits that similarities are compared with, so that the last bit of a logarithm decides no tie.</summary>
    private const int Digits = 9;

    private readonly IReadOnlyList<Example> _rows;
    private readonly Dictionary<string, List<(int Row, double Weight)>> _postings = new(StringComparer.Ordinal);

    /// <summary>Indexes rows.</summary>
    /// <param name="rows">The rows that are found.</param>
    public TfIdfIndex(IReadOnlyList<Example> rows)
    {
        _rows = rows;
        var counts = rows.Select(row => Terms(row.Input)).ToArray();
        var documents = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (term, _) in counts.SelectMany(terms => terms)) documents[term] = documents.GetValueOrDefault(term) + 1;
        for (int row = 0; row < rows.Count; row++)
        {
            var weights = counts[row].Select(t => (t.Term, Weight: (1 + Math.Log(t.Count)) * Idf(documents[t.Term]))).ToArray();
            double length = Math.Sqrt(weights.Sum(w => w.Weight * w.Weight));
            foreach (var (term, weight) in weights) PostingsOf(term).Add((row, weight / length));
        }
    }

    /// <summary>The rows most similar to an input that may be shown with it, the most similar first; the earlier one among equals.</summary>
    /// <param name="row">The row to show examples for.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<Example> Nearest(Example row, int count)
    {
        var similarity = new double[_rows.Count];
        foreach (var (term, times) in Terms(row.Input))
        {
            if (!_postings.TryGetValue(term, out var postings)) continue;
            double weight = (1 + Math.Log(times)) * Idf(postings.Count);
            foreach (var (other, otherWeight) in postings) similarity[other] += weight * otherWeight;
        }

        return NearestRows.Of(_rows, row, count, i => Math.Round(similarity[i], Digits));
    }

    private double Idf(int documents) => 1 + Math.Log((1.0 + _rows.Count) / (1 + documents));

    private List<(int Row, double Weight)> PostingsOf(string term)
    {
        if (!_postings.TryGetValue(term, out var list)) _postings[term] = list = [];
        return list;
    }

    /// <summary>Words and pairs of words with their counts, in the order of their first use.</summary>
    private static List<(string Term, int Count)> Terms(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).ToArray();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var terms = new List<(string Term, int Count)>();
        foreach (var term in words.Concat(words.Zip(words.Skip(1), (one, next) => one + " " + next)))
        {
            if (places.TryAdd(term, terms.Count)) terms.Add((term, 1));
            else terms[places[term]] = (term, terms[places[term]].Count + 1);
        }

        return terms;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
