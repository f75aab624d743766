using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search.Grids;

/// <summary>Works out <see cref="GridEffects"/> from what a study stored.</summary>
public static class GridAnalysis
{
    /// <summary>The effects of a study's grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="trials">All trials.</param>
    /// <param name="waves">All waves.</param>
    /// <param name="seed">Seed of the resampling; the same seed gives the same numbers.</param>
    public static GridEffects Of(PromptGrid grid, IReadOnlyList<Trial> trials, IReadOnlyList<Wave> waves, long seed)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(trials);
        var scores = waves.Where(wave => wave.Key.Phase == Phase.Validation).OrderBy(wave => wave.Key.Index).GroupBy(wave => wave.Key.Trial)
            .ToDictionary(one => one.Key, one => one.SelectMany(wave => wave.Rollouts).Select(rollout => rollout.Score ?? 0).ToArray());
        double[] Of(int trial) => scores.GetValueOrDefault(trial, []);
        // Contenders have more rows than the race; the others are left out, so that all whole cells have the same.
        int rows = trials.Where(trial => trial.State == TrialState.Complete).Select(trial => trial.Rows).DefaultIfEmpty(0).Min();
        var cells = CellScores.Of(grid, trials, Of, rows);
        var empty = new GridEffects
        {
            Grid = grid.Name,
            Cells = Enumerable.Range(1, (int)grid.Combinations).LongCount(cell => grid.IsCell(grid.ChoiceOf(cell))),
            Run = cells.Count,
            Stopped = cells.Count(cell => cell.Scores.Length < rows),
            Rows = rows,
            Options = [],
        };
        if (cells.Count == 0) return empty with { Problem = "no cell was run yet" };
        return Effects(empty, grid, cells, [.. Of(1).Take(rows)], (ulong)seed);
    }

    private static GridEffects Effects(GridEffects empty, PromptGrid grid, IReadOnlyList<CellScores> cells, double[] seedScores, ulong seed)
    {
        var coding = new GridCoding([.. cells.Select(cell => cell.Choice)]);
        double[][] points = [.. cells.Select(cell => coding.Code(cell.Choice))];
        var model = coding.Columns == 0 ? null : EffectModel.Fit(points, [.. cells.Select(cell => cell.Scores)]);
        var known = model is { IsKnown: true } ? model : null;
        var shrinkage = known is null ? null : new GridShrinkage(known, points);
        return empty with
        {
            Problem = known is null ? FormattableString.Invariant($"{cells.Count} cells cannot tell the effects of {coding.Columns + coding.Options.Count} options apart; run more of them") : null,
            Options = [.. OptionEffects.Of(grid, cells, coding, known)],
            Best = shrinkage is null ? null : BestOf(grid, cells, coding, known!, shrinkage),
            Winner = WinnerOf(grid, cells, shrinkage, seedScores, seed),
        };
    }

    private static BestOptions BestOf(PromptGrid grid, IReadOnlyList<CellScores> cells, GridCoding coding, EffectModel model, GridShrinkage shrinkage)
    {
        IEnumerable<int[]> combinations = [[]];
        foreach (var options in coding.Options)
        {
            // Only the best two of a slot can matter, since at most two slots exclude each other.
            int slot = combinations.First().Length;
            int[] best = [.. options.OrderByDescending(option => coding.ColumnOf(slot, option) is { } column ? model.Coefficients[column] : 0).Take(2)];
            combinations = [.. combinations.SelectMany(choice => best, (choice, option) => (int[])[.. choice, option])];
        }

        int[] chosen = combinations.Where(grid.IsCell).MaxBy(choice => model.Predict(coding.Code(choice)))!;
        long cell = grid.NumberOf(chosen);
        var run = cells.FirstOrDefault(one => one.Cell == cell);
        return new(cell, Names(grid, chosen), shrinkage.Predict(coding.Code(chosen)), run?.Trial.Number, run?.Scores.Average());
    }

    private static GridWinner? WinnerOf(PromptGrid grid, IReadOnlyList<CellScores> cells, GridShrinkage? shrinkage, double[] seedScores, ulong seed)
    {
        var ranked = cells.Where(cell => cell.Trial.State == TrialState.Complete).OrderByDescending(cell => cell.Scores.Average()).ThenBy(cell => cell.Trial.Number).ToArray();
        if (ranked.Length == 0) return null;
        int place = cells.ToList().IndexOf(ranked[0]);
        return new()
        {
            Cell = ranked[0].Cell,
            Trial = ranked[0].Trial.Number,
            Options = Names(grid, ranked[0].Choice),
            Value = ranked[0].Scores.Average(),
            Shrunken = shrinkage?.Value(place),
            SeedValue = seedScores.Average(),
            P = SelectionTest.AdjustedP(seedScores, [.. cells.Select(cell => cell.Scores)], seed)[place],
            OverSecond = ranked.Length < 2 ? null : PairedComparison.Of(ranked[0].Scores, ranked[1].Scores, seed),
        };
    }

    private static string[] Names(PromptGrid grid, int[] choice) => [.. choice.Select((option, slot) => GridSlot.NameOf(grid.Slots[slot].Options[option]))];
}
