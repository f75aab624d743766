using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>
/// Multinomial naive Bayes over word unigrams and bigrams with Laplace smoothing (alpha 1): what a few milliseconds of counting reach on a
/// label task. The honest yardstick beside a language model.
/// </summary>
public sealed class NaiveBayes
{
    private readonly IReadOnlyList<(string Label, double Prior, Dictionary<string, double> Weights, double Unseen)> classes;
    private readonly HashSet<string> vocabulary;

    private NaiveBayes(IReadOnlyList<Example> rows)
    {
        var features = rows.Select(row => (row.Target, Features: Features(row.Input).ToList())).ToList();
        vocabulary = [.. features.SelectMany(row => row.Features)];
        classes = [.. features
            .GroupBy(row => row.Target)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Count(group.Key, [.. group.Select(row => row.Features)], rows.Count))];
    }

    /// <summary>Learns from rows.</summary>
    /// <param name="rows">Rows with labels as targets; at least one.</param>
    public static NaiveBayes Train(IReadOnlyList<Example> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new ArgumentException("needs at least one row", nameof(rows));
        return new NaiveBayes(rows);
    }

    /// <summary>The likeliest label of a text; of equally likely ones the first by name. Words never seen in training do not count.</summary>
    /// <param name="text">An input.</param>
    public string Predict(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var known = Features(text).Where(vocabulary.Contains).ToList();
        return classes.MaxBy(c => c.Prior + known.Sum(feature => c.Weights.GetValueOrDefault(feature, c.Unseen))).Label;
    }

    /// <summary>Share of rows, in [0, 1], whose label is predicted; NaN for no rows.</summary>
    /// <param name="rows">Rows not trained on.</param>
    public double Accuracy(IReadOnlyList<Example> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? double.NaN : (double)rows.Count(row => Predict(row.Input) == row.Target) / rows.Count;
    }

    private (string Label, double Prior, Dictionary<string, double> Weights, double Unseen) Count(string label, List<List<string>> texts, int rows)
    {
        var counts = texts.SelectMany(features => features).CountBy(feature => feature).ToDictionary();
        var total = Math.Log(counts.Values.Sum() + vocabulary.Count);
        return (label, Math.Log((double)texts.Count / rows), counts.ToDictionary(pair => pair.Key, pair => Math.Log(pair.Value + 1) - total), -total);
    }

    private static IEnumerable<string> Features(string text)
    {
        var words = string.Concat(text.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Concat(words.Zip(words.Skip(1), (first, second) => $"{first} {second}"));
    }
}
