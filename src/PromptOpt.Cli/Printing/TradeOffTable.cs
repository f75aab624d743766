using PromptOpt.Search.Objectives;

namespace PromptOpt.Cli.Printing;

/// <summary>Quality against cost, a line a trial.</summary>
internal static class TradeOffTable
{
    /// <summary>Writes the table behind an empty line; nothing without trials.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="objective">The objective in words.</param>
    /// <param name="tradeOffs">Complete trials with their costs.</param>
    /// <param name="best">Number of the best one, marked with a star.</param>
    /// <param name="width">Columns of the terminal; null for no limit.</param>
    public static void Write(TextWriter writer, string objective, IReadOnlyList<TradeOff> tradeOffs, int? best, int? width)
    {
        if (tradeOffs.Count == 0) return;
        bool isLimited = tradeOffs.Any(one => one.Violation > 0);
        var table = new TextTable([">trial", ">value", "± se", ">tokens written", ">tokens/correct", ">p50 s", ">p95 s", ">calls", "front", .. isLimited ? ["over its limits"] : Array.Empty<string>()]);
        foreach (var (trial, costs, isOnFront, violation) in tradeOffs)
        {
            table.Add(
            [
                $"{(trial.Number == best ? "*" : "")}{trial.Number}", Format.Value(trial.Value), trial.StandardError is { } error ? $"± {Format.Number(error, "0.000")}" : "",
                Format.Number(costs.Tokens, "#,0.0"), Format.Number(costs.TokensPerCorrect, "#,0"), Format.Number(costs.LatencyP50, "0.000"), Format.Number(costs.LatencyP95, "0.000"),
                Format.Number(costs.Calls, "0.##"), isOnFront ? "yes" : "", .. isLimited ? [violation > 0 ? $"by {Format.Number(100 * violation, "0")} %" : ""] : Array.Empty<string>(),
            ]);
        }

        writer.WriteLine();
        writer.WriteLine($"Objective: {objective}. Of complete trials, on their validation rows:");
        table.Write(writer, "  ", width);
    }
}
