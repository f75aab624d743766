using System.Text.RegularExpressions;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>The words that tell the rows of one label from those of the others.</summary>
public static partial class TellingWords
{
    /// <summary>Words of at least three letters in falling order of their smoothed log-odds of being in a row of the label, weighted by how often they are.</summary>
    /// <param name="rows">Labelled rows.</param>
    /// <param name="label">The label.</param>
    /// <param name="count">How many words at most.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Example> rows, string label, int count)
    {
        var inside = Count(rows.Where(row => row.Target == label), out int insideRows);
        var outside = Count(rows.Where(row => row.Target != label), out int outsideRows);
        return inside
            .Select(pair => (Word: pair.Key, Score: Score(pair.Value, insideRows, outside.GetValueOrDefault(pair.Key), outsideRows)))
            .Where(pair => pair.Score > 0)
            .OrderByDescending(pair => pair.Score).ThenBy(pair => pair.Word, StringComparer.Ordinal)
            .Take(count).Select(pair => pair.Word).ToArray();
    }

    private static double Score(int inside, int insideRows, int outside, int outsideRows) =>
        inside * Math.Log((inside + 0.5) / (insideRows + 1) / ((outside + 0.5) / (outsideRows + 1)));

    private static Dictionary<string, int> Count(IEnumerable<Example> rows, out int total)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        total = 0;
        foreach (var row in rows)
        {
            total++;
            foreach (var word in Word().Matches(row.Input.ToLowerInvariant()).Select(m => m.Value).Distinct())
                counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Word();
}
