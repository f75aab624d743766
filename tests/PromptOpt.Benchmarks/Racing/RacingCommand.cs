using System.Diagnostics;
using System.Globalization;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>
/// Runs thousands of studies on scripted candidates of known rates through the session of the product: how often nothing is called improved, how often
/// a better candidate is stopped, how soon a worse one. Fails if a promised bound is broken.
/// </summary>
internal static class RacingCommand
{
    private const string Header =
        "scenario,correlation,error,race_rows,validation_rows,studies,improved,improved_upper,tested,tested_upper,eliminated,eliminated_upper,watched_rows,saved_share,rows_added,regret_points,seconds";

    public static async Task<int> RunAsync(string[] args)
    {
        if (RacingOptions.Parse(args) is not { } options) return 2;
        Directory.CreateDirectory(options.OutputFolder);
        await using var csv = new StreamWriter(Path.Combine(options.OutputFolder, "racing.csv"));
        await WriteAsync(csv, Header);
        bool kept = true;
        foreach (var (scenario, studies, bound) in RacingScenarios.All(options)) kept &= await MeasureAsync(scenario, studies, bound, options, csv);
        Console.WriteLine(kept ? "All bounds hold." : "A bound is broken.");
        return kept ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(RaceScenario scenario, int studies, RaceBound bound, RacingOptions options, StreamWriter csv)
    {
        long start = Stopwatch.GetTimestamp();
        var t = await RaceTally.RunAsync(scenario, studies, options.PromptsFolder, Path.Combine(options.OutputFolder, "test-uses.jsonl"));
        double improved = RaceTally.UpperLimit(t.Improved, t.Studies), tested = RaceTally.UpperLimit(t.Tested, t.Studies);
        double eliminated = RaceTally.UpperLimit(t.Eliminated, t.Studies), n = t.Studies;
        await WriteAsync(csv, string.Create(CultureInfo.InvariantCulture,
            $"{scenario.Name},{scenario.Shared},{scenario.Error},{scenario.RaceRows},{scenario.ValidationRows},{t.Studies},{t.Improved},{improved:F4},{t.Tested},{tested:F4},{t.Eliminated},{eliminated:F4},{t.WatchedRows / n:F1},{(double)t.RowsSaved / t.RowsPlanned:F3},{t.RowsAdded / n:F0},{100 * t.Regret / n:F2},{Stopwatch.GetElapsedTime(start).TotalSeconds:F0}"));
        return bound switch
        {
            RaceBound.NothingImproved => improved <= 0.05,
            RaceBound.EliminatedAtMostAtTheError => t.Eliminated / n <= scenario.Error,
            _ => true,
        };
    }

    private static async Task WriteAsync(StreamWriter csv, string line)
    {
        Console.WriteLine(line);
        await csv.WriteLineAsync(line);
        await csv.FlushAsync();
    }
}
