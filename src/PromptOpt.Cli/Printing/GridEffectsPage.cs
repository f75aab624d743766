using PromptOpt.Search.Grids;
using PromptOpt.Statistics;

namespace PromptOpt.Cli.Printing;

/// <summary>The effects of a grid, for people. Effects and leads are in points.</summary>
internal static class GridEffectsPage
{
    private const int OptionWidth = 60;

    /// <summary>Writes the page.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="study">Name of the study.</param>
    /// <param name="effects">The effects.</param>
    /// <param name="csv">The file that holds the table.</param>
    /// <param name="width">Columns there are; null for any number.</param>
    public static void Write(TextWriter writer, string study, GridEffects effects, string csv, int? width)
    {
        writer.WriteLine($"{study}, grid {effects.Grid}: {effects.Run} of {Format.Count(effects.Cells)} cells run on {effects.Rows} validation rows, {effects.Stopped} of them stopped early");
        if (effects.Options.Count > 0) WriteOptions(writer, effects, width);
        if (effects.Problem is { } problem) writer.WriteLine($"\nNo effects: {problem}.");
        writer.WriteLine();
        if (effects.Best is { } best) WriteBest(writer, best, effects);
        if (effects.Winner is { } winner) WriteWinner(writer, winner, effects);
        writer.WriteLine($"Written: {csv}");
    }

    private static void WriteOptions(TextWriter writer, GridEffects effects, int? width)
    {
        writer.WriteLine();
        writer.WriteLine("What an option does (its mean against that of the slot's other options, in points, other slots averaged):");
        var table = new TextTable("slot", "option", ">cells", ">rows", ">mean", ">effect", "95 %", "");
        foreach (var one in effects.Options)
        {
            table.Add(
                one.Slot, Format.Cut(Format.OneLine(GridSlotName(one.Option)), OptionWidth), $"{one.Cells}", Format.Count(one.Rows), Format.Value(one.Mean), Format.Points(one.Effect),
                PointsOf(one.Interval), one.Interval is { } interval && !interval.Contains(0) ? "*" : "");
        }

        table.Write(writer, "  ", width);
        if (effects.Problem is null) writer.WriteLine("  * the interval excludes 0; each is at 95 %, so one in twenty does by luck");
    }

    private static void WriteBest(TextWriter writer, BestOptions best, GridEffects effects)
    {
        string run = best.Trial is { } trial ? $"trial {trial} ran it and has {Format.Value(best.Value)}" : "it was not run";
        writer.WriteLine($"The best option of every slot: {Named(effects, best.Options)} (cell {best.Cell}), predicted {Format.Value(best.Predicted)}; {run}.");
    }

    private static void WriteWinner(TextWriter writer, GridWinner winner, GridEffects effects)
    {
        writer.WriteLine($"The best cell: {Named(effects, winner.Options)} (cell {winner.Cell}, trial {winner.Trial}), {Format.Value(winner.Value)} on {effects.Rows} rows.");
        if (winner.Optimism is { } optimism)
            writer.WriteLine($"  Drawn back towards what its options do elsewhere it is worth {Format.Value(winner.Shrunken)}: {Format.Points(optimism)} points are to be taken for luck.");
        string luck = winner.P < 0.05 ? "more than the luck of the best of so many" : "may be luck";
        writer.WriteLine($"  Over the seed prompt: {Format.Points(winner.Value - winner.SeedValue)} points, p {Format.PValue(winner.P)} after {effects.Run} cells, {luck}.");
        if (winner.OverSecond is { } second)
            writer.WriteLine($"  Over the second-best cell: {Format.Points(second.Difference)} points {PointsOf(new(second.CiLow, second.CiHigh))}{(second.CiLow > 0 ? "" : "; which of the two is better cannot be told")}.");
    }

    private static string Named(GridEffects effects, IReadOnlyList<string> options) =>
        string.Join(", ", effects.Options.Select(one => one.Slot).Distinct().Zip(options, (slot, option) => $"{slot} '{Format.Cut(Format.OneLine(option), OptionWidth)}'"));

    private static string GridSlotName(string option) => option.Length == 0 ? GridSlot.None : option;

    private static string PointsOf(Interval? interval) => interval is { } i ? $"[{Format.Points(i.Low)}, {Format.Points(i.High)}]" : Format.Nothing;
}
