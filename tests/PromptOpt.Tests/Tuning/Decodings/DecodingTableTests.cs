using PromptOpt.Benchmarks.Decodings;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning.Decodings;

public sealed class DecodingTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_grid_has_twenty_five_decodings_a_prompt()
    {
        var space = DecodingGrid.Of(["a", "b", "c"]);

        Assert.Equal(75, DecodingGrid.Cells(space).Count);
        Assert.All(DecodingGrid.Cells(space), cell => Assert.True(space.Allows(cell)));
    }

    [Fact]
    public void What_is_written_is_read_and_a_line_that_a_killed_process_left_is_cut_off()
    {
        string path = _folder.File("table.jsonl");
        DecodingTable.Append(path, PlantedTable.Rows.Take(3));
        File.AppendAllText(path, "{\"prompt\":\"a\",\"tempe");
        Assert.Equal(PlantedTable.Rows.Take(3), DecodingTable.Read(path));

        DecodingTable.Append(path, PlantedTable.Rows.Skip(3).Take(2));
        Assert.Equal(PlantedTable.Rows.Take(5), DecodingTable.Read(path));
        Assert.Empty(DecodingTable.Read(_folder.File("none.jsonl")));
    }

    [Fact]
    public void A_broken_line_is_an_error_that_names_it_and_so_is_a_table_with_a_hole()
    {
        string path = _folder.File("table.jsonl");
        File.WriteAllText(path, "{\n{}\n");

        Assert.Contains("table.jsonl:1", Assert.Throws<BadInputException>(() => DecodingTable.Read(path)).Message);
        Assert.Contains("go on with 'decoding-table record'", Assert.Throws<BadInputException>(() => new DecodingTable([.. PlantedTable.Rows.Skip(1)])).Message);
        Assert.Throws<BadInputException>(() => new DecodingTable([]));
    }

    [Fact]
    public void Regret_is_the_distance_to_the_best_mean()
    {
        var table = new DecodingTable(PlantedTable.Rows);
        var best = DecodingGrid.Cells(table.Space).MinBy(table.Regret)!;

        Assert.Equal(("b", 0.6, 0.0), (best["prompt"].ToString(), best["temperature"].Number, table.Regret(best)));
        Assert.True(table.Regret(table.Space.Default) > 0.4);
    }

    [Theory]
    [InlineData("noisy-ei")]
    [InlineData("hyperband")]
    public void A_replayed_study_begins_at_the_default_comes_near_the_best_and_is_the_same_again(string name)
    {
        var table = new DecodingTable(PlantedTable.Rows);
        double[] curve = DecodingReplay.Run(table, Samplers.Find(name), 15, 6, seed: 3);

        Assert.Equal(15, curve.Length);
        Assert.Equal(table.Regret(table.Space.Default), curve[0], 12);
        Assert.True(curve[^1] < 0.15, $"{curve[^1]}");
        Assert.Equal(curve, DecodingReplay.Run(table, Samplers.Find(name), 15, 6, seed: 3));
    }

    [Fact]
    public void A_start_is_paid_for_behind_the_default_and_then_tried()
    {
        var table = new DecodingTable(PlantedTable.Rows);
        var start = new DecodingStart([0.6], Calls: 12); // two full evaluations
        double[] curve = DecodingReplay.Run(table, Samplers.Find("random"), 5, 6, seed: 3, start);

        double greedy = table.Regret(table.Space.Default), started = table.Regret(start.Planned(table.Space).Starts[0].Configuration);
        Assert.True(started < greedy);
        Assert.Equal([greedy, greedy, greedy, started], curve[..4].Select(regret => Math.Round(regret, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void The_report_ranks_samplers_and_says_what_they_gain_on_random()
    {
        var report = new DecodingReport(new Dictionary<string, double[][]> { ["random"] = [[0.4, 0.2], [0.4, 0.3]], ["tpe"] = [[0.2, 0.1], [0.3, 0.1]] });

        Assert.StartsWith("sampler,seed,t,regret\nrandom,1,1,0.40000\n", report.Csv());
        string[] lines = report.Markdown().Split('\n');
        Assert.StartsWith("| `tpe` | 0.1000 | 0.1750 | -0.1500 [-0.150, -0.150] | 2/0 |", lines[2]);
        Assert.StartsWith("| `random` | 0.2500 | 0.3250 |", lines[3]);
    }
}
