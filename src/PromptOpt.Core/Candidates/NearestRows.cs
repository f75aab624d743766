using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>Picks the rows that may be shown with another one.</summary>
internal static class NearestRows
{
    /// <summary>The most similar rows first, the earlier one among equals; without the row itself and any with the same input.</summary>
    public static IReadOnlyList<Example> Of(IReadOnlyList<Example> rows, Example row, int count, Func<int, double> similarity)
    {
        string input = NormalizedText.Of(row.Input);
        return
        [
            .. Enumerable.Range(0, rows.Count).OrderByDescending(similarity) // a stable sort
                .Where(i => rows[i].Id != row.Id && NormalizedText.Of(rows[i].Input) != input)
                .Take(count).Select(i => rows[i]),
        ];
    }
}
