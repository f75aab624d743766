using System.Text.Json;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Cli;

public sealed class TuneReportTests : IDisposable
{
    private static readonly Candidate Seed = new() { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 64 } };
    private static readonly Candidate Winner = Seed with { Decoding = new() { MaxTokens = 16, TopK = 40, Temperature = 0.7 }, Samples = 3 };
    private readonly CliFixture _cli = new();
    private string _identity = new FakeModel().Info.Identity;

    public TuneReportTests()
    {
        _cli.Task = ToyTask.OpenSpec("") with { Name = "intents", Metric = new() { Kind = MetricKind.Contains }, Budget = new() { Trials = 4 } };
        _cli.Backend = _cli.Backend with
        {
            ReadData = (_, _) => ToyTask.OpenData(),
            OpenModel = (_, _, _) => System.Threading.Tasks.Task.FromResult<ILanguageModel>(Model()),
        };
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_page_shows_who_suggested_what_and_the_winner_beside_the_seed_prompt()
    {
        await StudyAsync(Winner);
        Assert.Equal(0, await _cli.RunAsync("tune-report intents-seed1"));
        Golden.Check("tune-report.txt", _cli.Masked(_cli.Out));
    }

    [Fact]
    public async Task With_ablate_it_shows_what_each_part_is_worth()
    {
        await StudyAsync(Winner);
        Assert.Equal(0, await _cli.RunAsync("tune-report intents-seed1 --ablate --quiet"));
        Golden.Check("tune-report-ablate.txt", _cli.Masked(_cli.Out));
        Assert.Equal(0, await _cli.RunAsync("tune-report intents-seed1 --ablate --max-calls 100 --json"));
        using var json = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(2, json.RootElement.GetProperty("winner").GetInt32());
        Assert.Equal(5, json.RootElement.GetProperty("ablation").GetProperty("effects").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("ablation").GetProperty("spending").GetProperty("calls").GetInt32() <= 100);
        Assert.Contains("note: without top_k: ", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_enough_was_tuned_it_shows_which_knobs_mattered_and_says_so_where_that_is_noise()
    {
        await StudyAsync(Winner);
        var store = _cli.Stores[_cli.Results("intents-seed1", "study.db")];
        for (int number = 4; number <= 33; number++) store.SaveTrial(Tuned(number));
        Assert.Equal(0, await _cli.RunAsync("tune-report intents-seed1"));
        Golden.Check("tune-report-importance.txt", _cli.Masked(_cli.Out));
        for (int number = 4; number <= 33; number++) store.SaveTrial(Tuned(number, number * number % 31 / 31.0));
        await _cli.RunAsync("tune-report intents-seed1");
        Assert.Contains("Which knobs matter cannot be said from these 30 tuned trials", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompts_of_a_finished_study_are_tuned_in_a_new_one()
    {
        await StudyAsync(Winner with { Instruction = "Say the colour." });
        var path = _cli.Results("intents-seed1", "study.db");
        Assert.Equal(2, await _cli.RunAsync("tune intents --from intents-seed1 --knobs temperature --quiet"));
        Assert.Contains("--from: study intents-seed1 is not finished", _cli.Error.ToString(), StringComparison.Ordinal);
        _cli.Stores[path].SaveStudy(_cli.Stores[path].ReadStudy()! with { Outcome = StudyJson.Write(FakeSession.Improved) });
        Assert.Equal(0, await _cli.RunAsync("tune intents --from intents-seed1 --best 2 --study joint --knobs temperature --quiet"));
        var options = StudyJson.ReadOptions(_cli.Stores[_cli.Results("joint", "study.db")].ReadStudy()!);
        Assert.Equal([("trial 2", "Say the colour.", 0), ("trial 1", "Name the colour.", 0)], options.Tuning!.Prompts!.Select(prompt => (prompt.Name, prompt.Candidate.Instruction, prompt.Trial)));
        Assert.Equal(2, await _cli.RunAsync("tune intents --best 2"));
        Assert.Contains("--best needs --from", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A tuned trial. The prompt is worth up to 30 points, the temperature up to 5, each where it is not noise.</summary>
    private static Trial Tuned(int number, double? value = null)
    {
        int prompt = number % 3, warmth = number / 3 % 5;
        var values = new Dictionary<string, ParameterValue> { ["prompt"] = $"trial {prompt + 1}", ["sampling"] = warmth == 0 ? "greedy" : "temperature" };
        if (warmth > 0) values["temperature"] = warmth / 5.0;
        return new()
        {
            Number = number,
            Level = 1,
            State = TrialState.Complete,
            Candidate = Seed,
            Operator = "tune",
            Parent = 1,
            Value = value ?? 0.4 + (0.15 * prompt) + (0.0125 * warmth),
            SeedValue = 0.5,
            StandardError = 0.05,
            Rows = 64,
            Tuned = new(values, "noisy-ei"),
            Spending = new(64, 64 * number, 64 * number),
        };
    }

    [Fact]
    public async Task Where_the_seed_prompt_is_the_best_nothing_is_run()
    {
        await StudyAsync(Seed);
        Assert.Equal(0, await _cli.RunAsync("tune-report intents-seed1 --ablate"));
        Assert.Contains("The seed prompt is the best: there is nothing to take apart.", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_other_data_and_calls_without_use_are_refused()
    {
        await StudyAsync(Winner);
        Assert.Equal(2, await _cli.RunAsync("tune-report intents-seed1 --max-calls 5"));
        Assert.Contains("--max-calls needs --ablate", _cli.Error.ToString(), StringComparison.Ordinal);
        _identity = "other";
        Assert.Equal(2, await _cli.RunAsync("tune-report intents-seed1 --ablate"));
        Assert.Contains("was run with another model", _cli.Error.ToString(), StringComparison.Ordinal);
        _cli.Task = _cli.Task with { Seed = new() { Instruction = "Another one." } };
        _cli.Backend = _cli.Backend with { ReadData = (_, _) => ToyTask.OpenData() with { Fingerprint = "changed" } };
        Assert.Equal(2, await _cli.RunAsync("tune-report intents-seed1 --ablate"));
        Assert.Contains("have changed since study intents-seed1 was run", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A study of the seed prompt, one other candidate and one that failed.</summary>
    private async Task StudyAsync(Candidate second)
    {
        await _cli.RunAsync("optimize intents");
        var path = _cli.Results("intents-seed1", "study.db");
        var study = _cli.Stores[path].ReadStudy()!;
        var store = _cli.Stores[path] = new();
        store.SaveStudy(study with { Outcome = null });
        var seed = new Trial { Number = 1, Level = 0, State = TrialState.Complete, Candidate = Seed, Operator = "seed", Value = 0.5, SeedValue = 0.5, StandardError = 0.1, Rows = 4, Spending = new(4, 96, 96) };
        store.SaveTrial(seed);
        store.SaveTrial(seed with { Number = 2, Level = 1, Parent = 1, Candidate = second, Operator = "decoding", Value = second == Seed ? 0.25 : 1, Spending = new(4, 120, 120) });
        store.SaveTrial(seed with { Number = 3, Level = 1, Parent = 1, Operator = "decoding", State = TrialState.Failed, Value = null, SeedValue = null, Rows = 0, Spending = default });
        store.SaveWave(Wave(1, 2, 24, 0.064));
        store.SaveWave(Wave(2, 1, 30, 0.016));
    }

    private static Wave Wave(int trial, int wrongEvery, int tokens, double seconds) => new()
    {
        Key = new(trial, Phase.Validation, 0),
        Rollouts = [.. Enumerable.Range(0, 4).Select(i => new Rollout { Position = i, ExampleId = $"v{i}", Output = "", Score = i % wrongEvery == 0 ? 1 : 0, PromptTokens = 10, OutputTokens = tokens - 10, Seconds = seconds })],
    };

    private ScriptedLanguageModel Model() => new()
    {
        Info = new FakeModel().Info with { Identity = _identity },
        Takes = request => TimeSpan.FromMilliseconds(request.Decoding.MaxTokens),
        Write = request =>
        {
            int row = int.Parse(request.Prompt.Messages[^1].Text.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
            string label = ToyTask.Labels[(row + (request.Decoding.TopK > 0 || row % 2 == 0 ? 0 : 1)) % 3];
            return request.Decoding.MaxTokens > 16 ? label + " because I say it is" : label;
        },
    };
}
