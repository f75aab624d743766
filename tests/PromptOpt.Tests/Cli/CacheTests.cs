using System.Text.Json;
using System.Text.RegularExpressions;
using PromptOpt.Cli.Running;
using PromptOpt.LanguageModels;
using PromptOpt.Storage;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Caching.ResponseCacheContract;

namespace PromptOpt.Tests.Cli;

/// <summary>The response cache from the command line. The model is scripted; sessions, stores and caches are the real ones.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly CliFixture _cli = new();
    private int _computed;
    private int _breakAt = int.MaxValue;

    public CacheTests() => _cli.Backend = new()
    {
        LoadTask = folder => ToyTask.Spec(folder),
        ReadData = (_, _) => ToyTask.Data(),
        OpenModel = (_, _, _) => Task.FromResult<ILanguageModel>(Model()),
    };

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_shared_cache_answers_the_second_study_and_both_end_like_one_without()
    {
        await OptimizeAsync("plain --no-cache");
        var calls = _computed;
        Assert.True(calls > 200);
        await OptimizeAsync("one --cache shared");
        Assert.InRange(_computed, calls + 1, 2 * calls); // some requests of one study are equal
        var before = _computed;
        await OptimizeAsync("two --cache shared --json");
        Assert.Equal(before, _computed);
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(json.RootElement.GetProperty("calls").GetInt64(), json.RootElement.GetProperty("cachedCalls").GetInt64());
        Assert.Equal(json.RootElement.GetProperty("tokens").GetInt64(), json.RootElement.GetProperty("cachedCallTokens").GetInt64());
        Assert.Equal(0, json.RootElement.GetProperty("computedTokens").GetInt64());
        Assert.Equal(Trials("plain"), Trials("one"));
        Assert.Equal(Trials("plain"), Trials("two"));
        Assert.False(File.Exists(_cli.Results("one", "responses.db")));

        await _cli.RunAsync("show two");
        Assert.Matches(@"Answered from cache: [\d,]+ calls, [\d,]+ tokens", _cli.Out.ToString());
        Assert.Matches(@"\nfrom cache  [\d,]+ calls", _cli.Out.ToString());
        await _cli.RunAsync("show plain");
        Assert.DoesNotContain("from cache", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_study_keeps_its_responses_beside_it_and_eval_of_its_prompt_computes_nothing()
    {
        await OptimizeAsync("one");
        Assert.True(File.Exists(_cli.Results("one", "responses.db")));
        var before = _computed;
        Assert.Equal(0, await _cli.RunAsync("eval intents --study one --quiet"));
        Assert.Equal(before, _computed);
        Assert.Contains("Answered from cache: 60 calls", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("eval intents --study one --quiet --no-cache"));
        Assert.Equal(before + 60, _computed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--cache shared")]
    [InlineData("--no-cache")]
    public async Task A_study_that_broke_resumes_with_its_cache_and_ends_like_a_whole_one(string cache)
    {
        await OptimizeAsync("whole --no-cache");
        _breakAt = _computed + 150;
        Assert.Equal(1, await _cli.RunAsync(Line($"broken {cache}")));
        _breakAt = int.MaxValue;
        Assert.Equal(0, await _cli.RunAsync("resume broken"));
        Assert.Equal(Trials("whole"), Trials("broken"));
        var settings = EngineSettings.Load(Path.Combine(_cli.Root, "results", "broken")).Cache;
        Assert.Equal(cache == "--no-cache", settings.IsOff);
        Assert.Equal(cache == "--cache shared" ? Path.Combine(_cli.Root, "shared") : null, settings.Folder);
        Assert.Equal(cache == "--cache shared", File.Exists(Path.Combine(_cli.Root, "shared", "responses.db")));
    }

    [Fact]
    public async Task A_damaged_cache_of_a_study_is_told_and_gone_without_and_one_the_user_named_is_refused()
    {
        await OptimizeAsync("one");
        File.WriteAllText(_cli.Results("one", "responses.db"), new string('n', 5000));
        Assert.Equal(0, await _cli.RunAsync("eval intents --study one"));
        Assert.Contains("note: the response cache", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync($"eval intents --cache {_cli.Results("one", "")}"));
        Assert.Contains("error: --cache: the response cache", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, await _cli.RunAsync(Line($"new --cache {Path.Combine("results", "one")}")));
        Assert.False(Directory.Exists(Path.Combine(_cli.Root, "results", "new")));
        Assert.Equal(1, await _cli.RunAsync("cache stats --study one"));
        Assert.Equal(0, await _cli.RunAsync("cache clear --study one"));
        Assert.Contains("which was damaged; 5 kB freed", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_cli.Results("one", "responses.db")));
    }

    [Fact]
    public async Task Stats_and_clear_read_as_agreed()
    {
        await FillAsync("shared");
        Assert.Equal(0, await _cli.RunAsync("cache stats --cache shared"));
        Golden.Check("cache-stats.txt", Regex.Replace(_cli.Masked(_cli.Out), @"on disk  .*", "on disk  SIZE"));
        Assert.Equal(0, await _cli.RunAsync("cache stats --cache shared --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(3, json.RootElement.GetProperty("entries").GetInt64());
        Assert.Equal(4000, json.RootElement.GetProperty("tokensSaved").GetInt64());
        Assert.Equal(2, json.RootElement.GetProperty("models").GetArrayLength());

        Assert.Equal(2, await _cli.RunAsync("cache clear --cache shared --model ffff"));
        Assert.Contains("no model in", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("cache clear --cache shared --older-than 30d"));
        Assert.StartsWith("nothing to remove in ", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("cache clear --cache shared --model aa"));
        Assert.StartsWith("removed 2 responses from ", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" freed\n", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("cache clear --cache shared"));
        Assert.StartsWith("removed 1 responses from ", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_without_a_place_tell_of_all_studies_and_a_damaged_cache_hides_no_other()
    {
        await OptimizeAsync("one");
        await OptimizeAsync("two");
        File.WriteAllText(_cli.Results("one", "responses.db"), new string('n', 5000));
        Assert.Equal(0, await _cli.RunAsync("cache stats"));
        Assert.Matches(@"one +- .* is damaged(.*\n)*two .* \d+", _cli.Out.ToString());
    }

    [Theory]
    [InlineData("cache", "needs one of: stats, clear")]
    [InlineData("cache stats --cache nowhere", "--cache: there is no response cache")]
    [InlineData("cache clear", "say which cache to clear: --cache DIR or --study NAME")]
    [InlineData("cache clear --cache a --study b", "give --cache or --study, not both")]
    [InlineData("cache clear --study nothing", "there is no study 'nothing'")]
    [InlineData("cache clear --cache a --older-than soon", "--older-than: 'soon' is not a length of time")]
    [InlineData("eval intents --cache a --no-cache", "give --cache or --no-cache, not both")]
    [InlineData("eval intents --cache-size 5", "--cache-size: must be a size such as 500MB or 2GB, at least 1MB, but is '5'")]
    [InlineData("eval intents --cache-size 500KB", "--cache-size: must be a size")]
    [InlineData("eval intents --temperature 6", "--temperature: must be a number, 0 to 5, but is '6'")]
    [InlineData("eval intents --repeats 0", "--repeats: must be a whole number, 1 to 1000")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why(string line, string message)
    {
        Assert.Equal(2, await _cli.RunAsync(line));
        Assert.Contains(message, _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", _cli.Out.ToString());
    }

    private ScriptedLanguageModel Model()
    {
        var toy = ToyTask.Model();
        return new()
        {
            Score = toy.Score,
            Write = toy.Write,
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.ExactTokenCounts | LanguageModelCapabilities.Repeatable,
            BeforeCall = _ =>
            {
                if (Interlocked.Increment(ref _computed) >= _breakAt) throw new PromptOptException("the disk is full");
            },
        };
    }

    private async Task FillAsync(string folder)
    {
        await using var cache = SqliteResponseCache.Open(Path.Combine(_cli.Root, folder, "responses.db"), new());
        cache.Save(Key(1), Response(new string('x', 1200), "aa" + new string('1', 62), tokens: 1500));
        cache.Save(Key(2), Response("y", "aa" + new string('1', 62), tokens: 1000));
        cache.Save(Key(3), Response("z", "bb" + new string('2', 62), tokens: 7));
        cache.CountHit(Key(1));
        cache.CountHit(Key(1));
        cache.CountHit(Key(2));
    }

    private async Task OptimizeAsync(string study) => Assert.True(await _cli.RunAsync(Line(study)) == 0, _cli.Error.ToString());

    private static string Line(string study) => $"optimize intents --max-trials 4 --prompts {RepositoryFolder.File("prompts")} --study {study}";

    private string Trials(string study) => File.ReadAllText(_cli.Results(study, "trials.csv"));
}
