using PromptOpt.Search.Grids;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Grids;

public sealed class GridAnalysisTests
{
    private static readonly PromptGrid Grid = SampleGrid.Of(3, 2, 2);

    [Fact]
    public void A_planted_effect_is_found_and_the_best_options_are_named()
    {
        var effects = Of(choice => 0.3 + (choice[0] == 1 ? 0.4 : 0) + (choice[1] == 1 ? 0.15 : 0), rows: 200);
        var planted = effects.Options.Single(one => one is { Slot: "s1", Number: 2 });
        Assert.InRange(planted.Effect!.Value, 0.3, 0.5);
        Assert.True(planted.Interval!.Value.Low > 0.2);
        Assert.Equal("S1O2.", effects.Best!.Options[0]);
        Assert.Equal("S2O2.", effects.Best.Options[1]);
        Assert.True(effects.Winner!.P < 0.01);
    }

    [Fact]
    public void Where_no_option_matters_most_of_the_winners_lead_is_taken_for_luck()
    {
        double seen = 0, kept = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var winner = Of(_ => 0.5, rows: 40, seed: seed).Winner!;
            seen += winner.Value - 0.5;
            kept += winner.Shrunken!.Value - 0.5;
        }

        Assert.InRange(seen / 20, 0.08, 0.25); // the best of twelve with 40 rows
        Assert.InRange(kept / 20, -0.03, 0.05);
    }

    [Fact]
    public void A_cell_that_differs_from_the_sum_of_its_options_keeps_its_value_once_that_is_sure()
    {
        var winner = Of(choice => choice is [2, 1, 1] ? 0.9 : 0.3, rows: 400).Winner!;
        Assert.Equal(12, winner.Cell);
        Assert.InRange(winner.Shrunken!.Value, 0.8, 0.93);
    }

    [Fact]
    public void Stopped_cells_count_with_their_rows_and_rows_beyond_the_race_are_left_out()
    {
        var effects = Of(_ => 0.5, rows: 48, stopAt: 16);
        Assert.Equal((12, 6, 48), (effects.Run, effects.Stopped, effects.Rows));
        Assert.Equal(6 * 48 + 6 * 16, effects.Options.Where(one => one.Slot == "s1").Sum(one => one.Rows));
    }

    [Fact]
    public void Too_few_cells_say_so()
    {
        var effects = Of(_ => 0.5, rows: 16, cells: [1, 4]); // which differ in two slots
        Assert.Contains("cannot tell the effects", effects.Problem, StringComparison.Ordinal);
        Assert.Null(effects.Best);
        Assert.NotNull(effects.Winner);
        Assert.Equal("no cell was run yet", Of(_ => 0.5, rows: 16, cells: []).Problem);
    }

    [Fact]
    public void The_seed_prompt_is_a_cell_where_the_grid_holds_it_and_answers_are_written()
    {
        var grid = Grid with { Slots = [new("task", GridSlotKind.Text, ["", "{{instruction}}"]), Grid.Slots[1]] };
        Assert.Equal(1, GridAnalysis.Of(grid, [Trial(1, "seed", "", 16)], [Wave(1, 0, [.. Enumerable.Repeat(1.0, 16)])], 1).Run);
    }

    /// <summary>A study in which every cell is right with a chance of its own.</summary>
    private static GridEffects Of(Func<int[], double> chance, int rows, ulong seed = 1, int? stopAt = null, int[]? cells = null)
    {
        var random = new SeededRandom(seed);
        var trials = new List<Trial> { Trial(1, "seed", "", rows + 8) };
        var waves = new List<Wave> { Wave(1, 0, Scores(random, 0.5, rows + 8)) };
        foreach (int cell in cells ?? [.. Enumerable.Range(1, 12)])
        {
            bool stopped = stopAt is not null && cell % 2 == 0;
            int of = stopped ? stopAt!.Value : rows;
            trials.Add(Trial(cell + 1, "grid-cell", CellText.Of(Grid, cell), of, stopped));
            double[] scores = Scores(random, chance(Grid.ChoiceOf(cell)), of);
            waves.Add(Wave(cell + 1, 1, scores[8..])); // waves may be stored in any order
            waves.Add(Wave(cell + 1, 0, scores[..8]));
        }

        return GridAnalysis.Of(Grid, trials, waves, 1);
    }

    private static double[] Scores(SeededRandom random, double chance, int rows) => [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() < chance ? 1.0 : 0)];

    private static Trial Trial(int number, string name, string change, int rows, bool stopped = false) => new()
    {
        Number = number,
        Level = number == 1 ? 0 : 1,
        State = stopped ? TrialState.Pruned : TrialState.Complete,
        Candidate = new() { Instruction = $"{number}" },
        Operator = name,
        Change = change,
        Rows = rows,
    };

    private static Wave Wave(int trial, int index, double[] scores) => new()
    {
        Key = new(trial, Phase.Validation, index),
        Rollouts = [.. scores.Select((score, i) => new Rollout { Position = i, ExampleId = $"{index}-{i}", Input = "", Output = "", PromptTokens = 1, OutputTokens = 1, Score = score })],
    };
}
