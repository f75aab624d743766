using System.Text.Json;
using PromptOpt.Cli;

namespace PromptOpt.Tests.Cli;

public sealed class TransferTests : IDisposable
{
    private readonly GridFixture _grid = new();

    private CliFixture Cli => _grid.Cli;

    public void Dispose() => _grid.Dispose();

    [Fact]
    public async Task The_matrix_reads_as_agreed_and_warns_of_winners_that_do_not_carry_over()
    {
        await _grid.SearchAsync("--max-trials 30 --study here");
        await _grid.SearchAsync($"--max-trials 30 --model {GridFixture.Other} --study there");
        await _grid.RunAsync($"transfer here there here:1 --models {Embedded},{GridFixture.Other}");
        Golden.Check("transfer.txt", Cli.Masked(Cli.Out));
        await _grid.RunAsync($"transfer here there here:1 --models {Embedded},{GridFixture.Other} --json");
        using var json = JsonDocument.Parse(Cli.Out.ToString());
        var matrix = json.RootElement.GetProperty("matrix");
        Assert.Equal((3, 2, 60), (matrix.GetProperty("prompts").GetArrayLength(), matrix.GetProperty("models").GetArrayLength(), matrix.GetProperty("rows").GetInt32()));
        Assert.False(File.Exists(Path.Combine(Cli.Root, "results", "test-uses.jsonl")) && File.ReadAllText(Path.Combine(Cli.Root, "results", "test-uses.jsonl")).Contains("transfer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_model_will_do_and_a_look_at_the_test_rows_is_counted_once()
    {
        await _grid.SearchAsync("--max-trials 6 --study here");
        await _grid.RunAsync("transfer here:1 here:3 --split test --rows 20 --no-cache");
        Assert.Contains("toy, test: 2 prompts on 1 model, the same 20 rows, use ", Cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("One model alone says nothing about others", Cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Single(File.ReadAllLines(Path.Combine(Cli.Root, "results", "test-uses.jsonl")), line => line.Contains("transfer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("transfer here:x", "behind the colon stands the number of a trial")]
    [InlineData("transfer here:99", "here:99: study here has trials 1 to 3, not 99")]
    [InlineData("transfer here:1 here:2 here:1", "here:1: is named twice")]
    [InlineData("transfer her", "Did you mean here?")]
    [InlineData("transfer here --models other.gguf,other.gguf", "a model is named twice")]
    [InlineData("transfer here --models other.gguf --model other.gguf", "give --models or --model")]
    public async Task A_wrong_use_is_told(string line, string message)
    {
        await _grid.SearchAsync("--max-trials 3 --study here");
        Assert.Equal(2, await Cli.RunAsync(line));
        Assert.Contains(message, Cli.Error.ToString(), StringComparison.Ordinal);
    }

    private static string Embedded => Locations.DefaultModelFile;
}
