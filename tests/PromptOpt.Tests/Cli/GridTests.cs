using System.Text.Json;

namespace PromptOpt.Tests.Cli;

public sealed class GridTests : IDisposable
{
    private readonly GridFixture _grid = new();

    private CliFixture Cli => _grid.Cli;

    public void Dispose() => _grid.Dispose();

    [Fact]
    public async Task The_page_and_the_table_of_effects_read_as_agreed()
    {
        await _grid.SearchAsync("--max-trials 100 --study whole");
        await _grid.RunAsync("grid effects whole");
        Golden.Check("grid-effects.txt", Cli.Masked(Cli.Out));
        Golden.Check("grid-effects.csv", File.ReadAllText(Cli.Results("whole", "grid-effects.csv")));
        await _grid.RunAsync("grid effects whole --json");
        using var json = JsonDocument.Parse(Cli.Out.ToString());
        Assert.Equal(54, json.RootElement.GetProperty("cells").GetInt32());
        Assert.Equal(11, json.RootElement.GetProperty("options").GetArrayLength());
    }

    [Fact]
    public async Task A_part_of_the_grid_is_told_at_the_start_and_a_few_cells_tell_no_effects()
    {
        await _grid.SearchAsync("--max-trials 100 --grid-cells 4 --study part");
        Assert.Contains("note: grid classify: 4 of 54 cells, chosen for balance (D-efficiency 0.00)\n", Cli.Error.ToString(), StringComparison.Ordinal);
        await _grid.RunAsync("grid effects part");
        Assert.Contains("\nNo effects: 4 cells cannot tell the effects of ", Cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("4 of 54 cells run", Cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grid_of_ones_own_and_other_words_are_taken()
    {
        var file = Path.Combine(Cli.Root, "own.yaml");
        File.WriteAllText(file, Search.Grids.SampleGrid.Text);
        await _grid.SearchAsync($"--max-trials 30 --grid {file} --grid-variable role=cook --study own");
        await _grid.RunAsync("show own --trial 3");
        await _grid.RunAsync("grid effects own");
        Assert.Contains("You are a cook.", Cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grid effects other", "searched no grid; promptopt optimize toy --strategy grid")]
    [InlineData("optimize intents --strategy small --grid plain --max-trials 2", "--grid: only --strategy grid searches a grid")]
    [InlineData("optimize intents --strategy grid --grid-variable role --max-trials 2", "--grid-variable: must be NAME=TEXT, but is 'role'")]
    [InlineData("optimize intents --strategy grid --grid nowhere.yaml --max-trials 2", "--grid: there is no file")]
    [InlineData("optimize intents --strategy grid --grid-cells 1 --max-trials 2", "--grid-cells: must be a whole number, at least 2")]
    [InlineData("compare intents --strategies seed,small --grid plain --max-calls 500", "add it to --strategies")]
    public async Task A_wrong_use_is_told(string line, string message)
    {
        await _grid.RunAsync("optimize intents --prompts PROMPTS --max-trials 1 --no-cache --study other");
        Assert.Equal(2, await Cli.RunAsync(line.StartsWith("grid", StringComparison.Ordinal) ? line : $"{line} --prompts {RepositoryFolder.File("prompts")}"));
        Assert.Contains(message, Cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_takes_the_grid_that_suits_the_task_and_goes_on_with_the_same_command()
    {
        const string Line = "compare intents --strategies seed,grid --seeds 1 --max-calls 600 --prompts PROMPTS --no-cache --train-rows 8 --validation-rows 20";
        await _grid.RunAsync(Line);
        string page = Cli.Out.ToString();
        await _grid.RunAsync(Line);
        Assert.Equal(page, Cli.Out.ToString());
        await _grid.RunAsync("grid effects grid-seed1 --results results/toy-compare");
        Assert.Contains("grid-seed1, grid classify: ", Cli.Out.ToString(), StringComparison.Ordinal);
    }
}
