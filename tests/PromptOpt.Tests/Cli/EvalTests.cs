using System.Text.Json;
using PromptOpt.Candidates;
using PromptOpt.Cli.Running;
using PromptOpt.Reports;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

public sealed class EvalTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private EvaluationParts? _asked;

    public EvalTests() => _cli.Backend = _cli.Backend with
    {
        CreateSeed = (_, _, _) => new Candidate { Instruction = "seed" },
        LoadCandidate = (path, labels) => CandidateFile.IsText(path) ? CandidateFile.Load(path, labels) : (new Candidate { Instruction = "loaded" }, FittedCalibration.None),
        Evaluate = (parts, _, _) =>
        {
            _asked = parts;
            return Task.FromResult<IReadOnlyList<Rollout>>([.. Enumerable.Range(0, 20).Select(i =>
                new Rollout { Position = i, Output = "", Score = i % 4 == 0 ? 0 : 1, PromptTokens = 90, OutputTokens = 10, CachedTokens = 60, Seconds = 0.25 })]);
        },
    };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_seed_prompt_is_run_on_validation_by_default()
    {
        Assert.Equal(0, await _cli.RunAsync("eval intents --quiet"));
        Assert.Equal(("seed", Phase.Validation), (_asked!.Candidate.Instruction, _asked.Split));
        Golden.Check("eval.txt", _cli.Masked(_cli.Out));
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        Assert.Equal(0, await _cli.RunAsync("eval intents --split train --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal("train", json.RootElement.GetProperty("split").GetString());
        Assert.Equal(0.75, json.RootElement.GetProperty("value").GetDouble());
        Assert.Equal(2000, json.RootElement.GetProperty("tokens").GetInt64());
        Assert.Equal(800, json.RootElement.GetProperty("computedTokens").GetInt64());
        Assert.Equal(0, json.RootElement.GetProperty("testUses").GetInt32());
    }

    [Theory]
    [InlineData("words.txt", "from the file")]
    [InlineData("words.md", "from the file")]
    [InlineData("best.yaml", "loaded")]
    public async Task A_prompt_comes_from_a_text_or_a_candidate_file(string file, string instruction)
    {
        File.WriteAllText(Path.Combine(_cli.Root, file), "from the file\n");
        Assert.Equal(0, await _cli.RunAsync($"eval intents --prompt {file}"));
        Assert.Equal(instruction, _asked!.Candidate.Instruction);
    }

    [Fact]
    public async Task A_template_that_cannot_be_filled_in_is_told_with_its_place_and_no_look_at_test_is_counted()
    {
        var file = Path.Combine(_cli.Root, "p.txt");
        File.WriteAllText(file, "Say\n{{txt}}");
        Assert.Equal(2, await _cli.RunAsync($"eval intents --prompt {file} --split test"));
        Assert.Contains($"{file}:2:1: unknown field {{{{txt}}}}", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_cli.Root, "results", "test-uses.jsonl")));
    }

    [Fact]
    public async Task A_prompt_comes_from_a_trial_with_its_calibration()
    {
        await _cli.RunAsync("optimize intents --study mine");
        Assert.Equal(0, await _cli.RunAsync("eval intents --study mine"));
        Assert.Equal(4, _asked!.Candidate.Examples.Count);
        Assert.Equal(CalibrationMethod.Batch, _asked.Calibration.Method);
        Assert.Equal(0, await _cli.RunAsync("eval intents --study mine --trial 1"));
        Assert.Empty(_asked.Candidate.Examples);
    }

    [Fact]
    public async Task A_study_of_another_task_is_refused()
    {
        await _cli.RunAsync("optimize intents --study mine");
        _cli.Task = _cli.Task with { Name = "other" };
        Assert.Equal(2, await _cli.RunAsync("eval intents --study mine"));
        Assert.Contains("mine is a study of task intents, not of other", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_samples_a_row_are_averaged_and_their_spread_is_told()
    {
        Assert.Equal(0, await _cli.RunAsync("eval intents --quiet --repeats 5 --temperature 0.7"));
        Assert.Equal((5, 0.7), (_asked!.Repeats, _asked.Candidate.Decoding.Temperature));
        Golden.Check("eval-repeats.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("eval intents --quiet --repeats 5 --temperature 0.7 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal((4, 5, 20), (json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("repeats").GetInt32(), json.RootElement.GetProperty("calls").GetInt32()));
        Assert.Equal(0.75, json.RootElement.GetProperty("value").GetDouble(), 12);
        Assert.Equal(0.05, json.RootElement.GetProperty("standardError").GetDouble(), 12);
    }

    [Fact]
    public async Task Resampling_what_is_not_drawn_is_refused_and_no_look_at_test_is_counted()
    {
        Assert.Equal(2, await _cli.RunAsync("eval intents --repeats 5 --split test"));
        Assert.Contains("a repeatable engine gives the same answer each time", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Contains("--temperature 0.7", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_cli.Root, "results", "test-uses.jsonl")));
        await _cli.RunAsync("optimize intents --study mine");
        Assert.Equal(2, await _cli.RunAsync("eval intents --study mine --repeats 2"));
        Assert.Contains("in answer mode choice the labels are scored", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync("eval intents --study mine --temperature 1"));
        Assert.Contains("--temperature: in answer mode choice", _cli.Error.ToString(), StringComparison.Ordinal);
    }
}
