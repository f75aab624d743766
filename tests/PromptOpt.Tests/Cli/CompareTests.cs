using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Cli;

/// <summary>Comparisons from the command line. The model is scripted and studies are kept in memory; sessions, caches and statistics are the real ones.</summary>
public sealed class CompareTests : IDisposable
{
    private const string Strategies = "seed,random-paraphrase,random-examples";

    private readonly CliFixture _cli = new();
    private readonly Dictionary<string, MemoryStudyStore> _stores = [];
    private int _computed;
    private int _breakAt = int.MaxValue;
    private Exception _break = new PromptOptException("the disk is full");

    public CompareTests() => _cli.Backend = new()
    {
        LoadTask = folder => ToyTask.Spec(folder),
        ReadData = (_, _) => ToyTask.Data(),
        OpenStore = Open,
        WriteCsv = (_, _) => { },
        WriteBest = (_, _, _, _, _, _) => { },
        OpenModel = (_, _, _) => Task.FromResult<ILanguageModel>(Model()),
    };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_page_the_tables_and_the_progress_read_as_agreed()
    {
        await CompareAsync("--seeds 2 --max-calls 500 --no-cache");
        Golden.Check("compare.txt", _cli.Masked(_cli.Out));
        Golden.Check("compare.md", File.ReadAllText(_cli.Results("toy-compare", "comparison.md")));
        Golden.Check("compare.csv", File.ReadAllText(_cli.Results("toy-compare", "comparison.csv")));
        Golden.Check("compare-table.csv", File.ReadAllText(_cli.Results("toy-compare", "comparison-table.csv")));
        var progress = _cli.Error.ToString();
        Assert.Contains("\n1 of 6 · seed-seed1 · ", progress, StringComparison.Ordinal);
        Assert.Contains("\nnote: 1 of 6: seed-seed1 chose the seed prompt, ", progress, StringComparison.Ordinal);
        Assert.Matches(@"\n6 of 6 · random-examples-seed2 (.*\n)+toy-compare · \d+ prompts on test\n", progress);
    }

    [Fact]
    public async Task Every_study_is_a_study_of_its_own_that_left_the_test_rows_alone()
    {
        await CompareAsync("--seeds 2 --max-calls 500");
        Assert.Equal(
            ["random-examples-seed1", "random-examples-seed2", "random-paraphrase-seed1", "random-paraphrase-seed2", "seed-seed1", "seed-seed2"],
            StudyFolder.List(_cli.Results("toy-compare", "")).Select(study => study.Name));
        Assert.Single(File.ReadAllLines(Path.Combine(_cli.Root, "results", "test-uses.jsonl")));
        Assert.Equal(0, await _cli.RunAsync("show random-examples-seed2 --results results/toy-compare"));
        Assert.Equal(0, await _cli.RunAsync("list"));
        Assert.DoesNotContain("toy-compare", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.4)]
    [InlineData(0.8)]
    [InlineData(0.97)]
    public async Task A_comparison_that_broke_goes_on_with_the_same_command_and_ends_like_a_whole_one(double share)
    {
        await CompareAsync("--seeds 2 --max-calls 500 --no-cache --name whole");
        int whole = _computed;
        _breakAt = whole + (int)(share * whole);
        Assert.Equal(1, await _cli.RunAsync(Line("--seeds 2 --max-calls 500 --no-cache --name broken")));
        _breakAt = int.MaxValue;
        await CompareAsync("--seeds 2 --max-calls 500 --no-cache --name broken");
        Assert.Equal(File.ReadAllText(_cli.Results("whole", "comparison.csv")), File.ReadAllText(_cli.Results("broken", "comparison.csv")));
        Assert.InRange(_computed, 2 * whole, 2 * whole + 61); // at most what was in flight: a wave, or a prompt on the 60 test rows
    }

    [Fact]
    public async Task A_finished_comparison_is_read_and_more_seeds_join_it_as_another_look_at_the_test_rows()
    {
        await CompareAsync("--seeds 1 --max-calls 500");
        int once = _computed;
        var page = _cli.Out.ToString();
        await CompareAsync("--seeds 1 --max-calls 500");
        Assert.Equal((once, page), (_computed, _cli.Out.ToString()));
        await CompareAsync("--seeds 2 --max-calls 500");
        Assert.Contains("test use 2\n", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("seed-seed1", _cli.Error.ToString(), StringComparison.Ordinal);
        await CompareAsync("--seeds 2 --max-calls 400");
        Assert.Equal(["toy-compare", "toy-compare-2"], Directory.GetDirectories(Path.Combine(_cli.Root, "results")).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(2, await _cli.RunAsync(Line("--max-calls 300 --name toy-compare")));
        Assert.Contains("--name: ", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warm_cache_charges_what_a_cold_one_charges_and_computes_nothing()
    {
        await CompareAsync("--seeds 2 --max-tokens 9000 --no-cache --name plain");
        await CompareAsync("--seeds 2 --max-tokens 9000 --cache shared --name cold");
        int before = _computed;
        await CompareAsync("--seeds 2 --max-tokens 9000 --cache shared --name warm --json");
        Assert.Equal(before, _computed);
        Assert.Equal(WithoutComputed("plain"), WithoutComputed("cold"));
        Assert.Equal(WithoutComputed("plain"), WithoutComputed("warm"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.All(json.RootElement.GetProperty("studies").EnumerateArray(), study => Assert.Equal(0, study.GetProperty("computedTokens").GetInt64()));
        Assert.All(json.RootElement.GetProperty("studies").EnumerateArray(), study => Assert.InRange(study.GetProperty("tokens").GetInt64(), 1, 9000));
    }

    [Fact]
    public async Task Json_is_one_object()
    {
        await CompareAsync("--seeds 5 --max-calls 300 --quiet --json");
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal("", _cli.Error.ToString());
        Assert.Equal("seed", json.RootElement.GetProperty("reference").GetString());
        Assert.Equal((5, 60, 1), (json.RootElement.GetProperty("seeds").GetInt32(), json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("testUses").GetInt32()));
        var examples = json.RootElement.GetProperty("strategies")[2];
        Assert.Equal(1 / 32.0, examples.GetProperty("p").GetDouble(), 9);
        Assert.Equal(2 / 32.0, examples.GetProperty("adjustedP").GetDouble(), 9);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("strategies")[0].GetProperty("versusSeedPrompt").GetProperty("ciLow").ValueKind);
        Assert.True(json.RootElement.GetProperty("verdict").GetArrayLength() > 2);
    }

    [Fact]
    public async Task On_validation_rows_the_test_rows_stay_untouched()
    {
        await CompareAsync("--seeds 1 --max-calls 300 --split validation");
        Assert.False(File.Exists(Path.Combine(_cli.Root, "results", "test-uses.jsonl")));
        Assert.Contains("Only --split test gives a verdict", _cli.Out.ToString().ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_limit_on_time_no_study_gains_by_the_answers_of_another()
    {
        Assert.Equal(0, await _cli.RunAsync($"compare intents --strategies seed --seeds 2 --max-time 60s {Prompts}"));
        Assert.Contains("every study computes its own answers", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(_cli.Results("toy-compare", "seed-seed2/responses.db")));
        Assert.Equal(0, await _cli.RunAsync($"compare intents --strategies seed --seeds 2 --max-time 60s --cache shared --name other {Prompts}"));
        Assert.Contains("answers from --cache take none", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_with_130_and_the_command_that_goes_on()
    {
        using var source = new CancellationTokenSource();
        (_breakAt, _break) = (150, new OperationCanceledException(source.Token));
        _cli.Backend = _cli.Backend with { OpenModel = (_, _, _) => Task.FromResult<ILanguageModel>(Model(source)) };
        Assert.Equal(130, await _cli.RunAsync(Line("--max-calls 500"), source.Token));
        Assert.EndsWith($"stopped; go on with: promptopt {Line("--max-calls 500")}\n", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("--strategies seed,random-paraphras --max-calls 500", "--strategies: must be one of standard, ")]
    [InlineData("--strategies seed,random-paraphras --max-calls 500", "(did you mean 'random-paraphrase'?)")]
    [InlineData("--strategies seed,small,seed --max-calls 500", "--strategies: seed is named twice")]
    [InlineData("--max-calls 500", "--strategies")]
    [InlineData("--strategies seed --seeds 0 --max-calls 500", "--seeds: must be a whole number, 1 to 100, but is '0'")]
    [InlineData("--strategies seed --seeds 101 --max-calls 500", "--seeds: must be a whole number, 1 to 100, but is '101'")]
    [InlineData("--strategies seed", "a comparison needs a limit that is equal for all: give --max-calls")]
    [InlineData("--strategies seed --max-trials 5", "knows no '--max-trials'")]
    [InlineData("--strategies small,seed --max-calls 50", "small, seed 1: --max-calls 50 is too few: the seed prompt alone takes 92 calls. Raise it, or use fewer rows.")]
    [InlineData("--strategies seed --max-calls 500 --split train", "--split: must be one of validation, test, but is 'train'")]
    [InlineData("--strategies seed --max-calls 500 --name a/b", "'a/b' is no name for a study")]
    public async Task A_wrong_command_line_ends_with_2_says_why_and_leaves_nothing_behind(string options, string message)
    {
        Assert.Equal(2, await _cli.RunAsync($"compare intents {options} {Prompts}"));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
        Assert.False(Directory.Exists(Path.Combine(_cli.Root, "results", "toy-compare")));
    }

    [Fact]
    public async Task Tokens_that_do_not_suffice_for_the_seed_prompt_are_told_with_the_strategy()
    {
        Assert.Equal(2, await _cli.RunAsync($"compare intents --strategies small --max-tokens 300 {Prompts}"));
        Assert.Contains("error: small, seed 1: The budget ended before the seed prompt was evaluated", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_folder_of_a_study_is_no_place_for_a_comparison()
    {
        Assert.Equal(0, await _cli.RunAsync($"optimize intents --max-trials 1 --study toy-compare {Prompts}"));
        await CompareAsync("--seeds 1 --max-calls 300");
        Assert.True(File.Exists(_cli.Results("toy-compare-2", "comparison.csv")));
        Assert.Equal(2, await _cli.RunAsync(Line("--max-calls 300 --name toy-compare")));
    }

    private static string Prompts => $"--prompts {RepositoryFolder.File("prompts")}";

    private static string Line(string options) => $"compare intents --strategies {Strategies} {Prompts} {options}";

    private async Task CompareAsync(string options) => Assert.True(await _cli.RunAsync(Line(options)) == 0, _cli.Error.ToString());

    private MemoryStudyStore Open(string path)
    {
        File.WriteAllText(path, ""); // so that it is found on disk
        if (!_stores.TryGetValue(path, out var store)) _stores[path] = store = new();
        return store;
    }

    /// <summary>The table of studies without the column that depends on the cache.</summary>
    private string[] WithoutComputed(string name)
    {
        string[][] lines = [.. File.ReadAllLines(_cli.Results(name, "comparison.csv")).Select(line => line.Split(','))];
        int computed = Array.IndexOf(lines[0], "computed_tokens");
        return [.. lines.Select(line => string.Join(',', line.Where((_, i) => i != computed)))];
    }

    private ScriptedLanguageModel Model(CancellationTokenSource? stop = null)
    {
        var toy = ToyTask.Model();
        return new()
        {
            Score = toy.Score,
            Write = toy.Write,
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.ExactTokenCounts | LanguageModelCapabilities.Repeatable,
            BeforeCall = _ =>
            {
                if (Interlocked.Increment(ref _computed) < _breakAt) return;
                stop?.Cancel();
                throw _break;
            },
        };
    }
}
