using System.Text.Json;
using CsvHelper;

namespace PromptOpt.IntegrationTests.Cli;

/// <summary>The main job on the embedded model, small: 60 rows, few trials.</summary>
[Collection(nameof(LlamaCpp.ModelTests))]
public sealed class SessionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("promptopt-e2e-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_session_ends_with_a_verdict_and_its_files_and_a_killed_one_ends_the_same()
    {
        string task = await InitAsync();
        var (code, output, error) = await Promptopt.RunAsync(Session(task, "whole"));
        Assert.True(code == 0, error);
        using var result = JsonDocument.Parse(output);
        Assert.Contains(result.RootElement.GetProperty("verdict").GetString(), new[] { "improved", "not-improved", "undecided" });
        Assert.Equal(3, result.RootElement.GetProperty("trials").GetInt32());
        foreach (var file in new[] { "study.db", "trials.csv", "rollouts.csv", "best.yaml", "best-prompt.txt" })
            Assert.True(File.Exists(Study("whole", file)), file);

        await KillAsync(Session(task, "killed"));
        (code, _, error) = await Promptopt.RunAsync("resume", "killed", "--results", _folder, "--json", "--quiet");
        Assert.True(code == 0, error);
        Assert.Equal(Trials("whole"), Trials("killed"));
        Assert.Equal(Rollouts("whole"), Rollouts("killed"));

        (code, output, _) = await Promptopt.RunAsync("show", "whole", "--results", _folder);
        Assert.Equal(0, code);
        Assert.Contains("first-try", output);
        (code, output, _) = await Promptopt.RunAsync("list", "--results", _folder);
        Assert.Equal(0, code);
        Assert.Contains("killed", output);
        (code, output, error) = await Promptopt.RunAsync("eval", task, "--prompt", Study("whole", "best.yaml"), "--split", "validation", "--json");
        Assert.True(code == 0, error);
        Assert.Equal("validation", JsonDocument.Parse(output).RootElement.GetProperty("split").GetString());
    }

    [Fact]
    public async Task Bad_input_ends_with_code_2_one_line_and_nothing_on_stdout()
    {
        string model = Path.Combine(_folder, "model.gguf");
        await File.WriteAllTextAsync(model, "this is no model");
        var (code, output, error) = await Promptopt.RunAsync("optimize", "support-intent", "--model", model, "--results", _folder);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("model.gguf", error);
        (code, output, error) = await Promptopt.RunAsync("optimize", "suport-intent", "--results", _folder);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains("support-intent", error);
    }

    private async Task<string> InitAsync()
    {
        string data = Path.Combine(_folder, "rows.jsonl");
        await File.WriteAllLinesAsync(data, File.ReadLines(Path.Combine(Promptopt.Root, "tasks", "support-intent", "data.jsonl")).Take(60));
        var (code, _, error) = await Promptopt.RunAsync("init", "mini", "--tasks", _folder, "--data", data);
        Assert.True(code == 0, error);
        return Path.Combine(_folder, "mini");
    }

    private string[] Session(string task, string study) =>
    [
        "optimize", task, "--study", study, "--results", _folder, "--max-trials", "3", "--max-time", "10m", "--train-rows", "8", "--wave-rows", "8", "--json", "--quiet",
    ];

    /// <summary>Kills the process, not asking, once a few waves are stored.</summary>
    private async Task KillAsync(string[] arguments)
    {
        using var process = Promptopt.Start(arguments);
        string wal = Study("killed", "study.db-wal");
        for (int i = 0; i < 600 && !(File.Exists(wal) && new FileInfo(wal).Length > 60_000) && !process.HasExited; i++) await Task.Delay(50);
        Assert.False(process.HasExited, "the session ended before it could be killed");
        process.Kill();
        await process.WaitForExitAsync();
    }

    private string Study(string name, string file) => Path.Combine(_folder, name, file);

    /// <summary>The rollout table without what a kill may change: tokens found in the engine's cache, and seconds.</summary>
    private string[][] Rollouts(string name) => Table(name, "rollouts.csv", "cached_tokens", "seconds");

    /// <summary>The trial table without latency.</summary>
    private string[][] Trials(string name) => Table(name, "trials.csv", "latency_p50_ms", "latency_p95_ms");

    private string[][] Table(string name, string file, params string[] without)
    {
        using var reader = CsvReader.FromText(File.ReadAllText(Study(name, file)), new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        foreach (var record in reader) rows.Add(record.ToArray());
        int[] kept = [.. Enumerable.Range(0, rows[0].Length).Where(i => !without.Contains(rows[0][i]))];
        return [.. rows.Select(row => kept.Select(i => row[i]).ToArray())];
    }
}
