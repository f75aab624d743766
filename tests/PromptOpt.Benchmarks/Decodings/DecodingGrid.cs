using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>The finite space of the table: a few prompts, and a grid of 25 decodings.</summary>
internal static class DecodingGrid
{
    private const int MostCells = 10_000;

    private static readonly ParameterValue[] Temperatures = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.3];

    /// <summary>The space; its default is the first prompt at temperature 0.</summary>
    /// <param name="prompts">Names of the prompts, at least one.</param>
    public static SearchSpace Of(IReadOnlyList<string> prompts)
    {
        ParameterCondition drawn = new("temperature", Temperatures[1..]);
        return new(
        [
            Parameter.Categorical("prompt", [.. prompts.Select(name => new ParameterValue(name))], prompts[0]),
            Parameter.Ordinal("temperature", Temperatures, 0),
            Parameter.Ordinal("top_p", [0.6, 1], 1) with { Condition = drawn },
            Parameter.Ordinal("min_p", [0, 0.1], 0) with { Condition = drawn },
        ]);
    }

    /// <summary>Whether it is a temperature of the grid at which something is drawn.</summary>
    public static bool IsDrawnAt(double temperature) => temperature > 0 && Temperatures.Any(value => value.Number == temperature);

    /// <summary>All configurations, in the order in which they are recorded.</summary>
    public static IReadOnlyList<Configuration> Cells(SearchSpace space) => PromptOpt.Tuning.FullFactorial.Of(space, MostCells);

    /// <summary>The configuration of a row.</summary>
    public static Configuration CellOf(DecodingRow row)
    {
        var values = new Dictionary<string, ParameterValue> { ["prompt"] = row.Prompt, ["temperature"] = row.Temperature };
        if (row.TopP is { } topP) values["top_p"] = topP;
        if (row.MinP is { } minP) values["min_p"] = minP;
        return new(values);
    }
}
