using PromptOpt.Benchmarks.Decodings;

namespace PromptOpt.Tests.Tuning.Decodings;

/// <summary>A table that is made up: the prompt "b" is better than "a", the best temperature is 0.6, and examples differ in how hard they are.</summary>
internal static class PlantedTable
{
    public const int Examples = 12;

    public static IReadOnlyList<DecodingRow> Rows { get; } = [.. DecodingGrid.Cells(DecodingGrid.Of(["a", "b"])).SelectMany(cell => Enumerable.Range(0, Examples).Select(example => new DecodingRow
    {
        Prompt = cell["prompt"].ToString(),
        Temperature = cell["temperature"].Number,
        TopP = cell.Find("top_p")?.Number,
        MinP = cell.Find("min_p")?.Number,
        Example = $"e{example}",
        Score = Math.Clamp((cell["prompt"].ToString() == "b" ? 0.8 : 0.5) - 0.4 * Math.Abs(cell["temperature"].Number - 0.6) - 0.02 * example, 0, 1),
    }))];
}
