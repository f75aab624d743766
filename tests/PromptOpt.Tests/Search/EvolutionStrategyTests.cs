using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Search.Promst;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Whole studies of GEPA, EvoPrompt and MIPROv2 on a toy task with labels, one with open answers, and a world.</summary>
public sealed partial class EvolutionStrategyTests : IDisposable
{
    private const string Rules = """
        rules:
          - name: slow
            when: {steps: {above: 3}}
            message: "It took {{steps}} steps. Climb without waiting."
        """;

    private static readonly Strategy[] All = [Strategy.Gepa, Strategy.EvopromptGa, Strategy.EvopromptDe, Strategy.Mipro];

    private readonly StairStudy _stair = new();
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<Strategy, string> Studies
    {
        get
        {
            var data = new TheoryData<Strategy, string>();
            foreach (var strategy in All)
                foreach (var task in new[] { "labels", "open", "world" }) data.Add(strategy, task);
            return data;
        }
    }

    public void Dispose()
    {
        _stair.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task A_study_that_breaks_off_anywhere_and_is_resumed_ends_like_one_that_did_not(Strategy strategy, string task)
    {
        using var whole = NewStore(strategy);
        var model = Model(task);
        var outcome = await Session(whole, task, model).RunAsync(CancellationToken.None);
        var trials = whole.ReadTrials();
        Assert.Equal(26, trials.Count);
        Assert.Equal(model.Calls, whole.ReadSpending().Calls); // what was asked is what is charged and what is stored
        Assert.Equal(model.Calls, whole.ReadWaves().SelectMany(wave => wave.Rollouts).Sum(rollout => rollout.Calls));
        Assert.Contains(trials.Skip(1), trial => trial.State == TrialState.Complete);
        Assert.All(trials.Skip(1), trial => Assert.True(trial.Operator == Operator(strategy) || trial.State == TrialState.Failed));
        Assert.Equal(trials.Count, outcome.Trials);
        for (int at = 5; at < model.Calls; at += model.Calls / 4 + 1)
        {
            using var store = NewStore(strategy);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, task, Model(task, beforeCall: beforeCall)).RunAsync(stop));
            await Session(store, task, Model(task)).RunAsync(CancellationToken.None);
            Assert.Equal(JsonSerializer.Serialize(trials), JsonSerializer.Serialize(store.ReadTrials()));
        }
    }

    [Theory]
    [MemberData(nameof(Studies))]
    public async Task A_writer_that_is_of_no_use_never_brings_less_than_the_seed_prompt(Strategy strategy, string task)
    {
        using var store = NewStore(strategy);
        var outcome = await Session(store, task, Model(task, ScriptedWriter.WriteUselessly)).RunAsync(CancellationToken.None);
        Assert.True(outcome.BestTrial == 1 || outcome.TestAccuracy >= outcome.SeedTestAccuracy, $"{outcome.TestAccuracy} against {outcome.SeedTestAccuracy}");
    }

    [Theory]
    [InlineData("labels")]
    [InlineData("open")]
    [InlineData("world")]
    public async Task Gepa_runs_a_child_to_the_end_only_if_it_is_better_than_its_parent_on_three_rows_of_the_parent(string task)
    {
        using var store = NewStore(Strategy.Gepa);
        await Session(store, task, Model(task)).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        foreach (var trial in trials.Skip(1).Where(t => t.State is TrialState.Complete or TrialState.Pruned))
        {
            var gate = Rollouts(store, trial.Number, Phase.Gate);
            Assert.Equal(3, gate.Length);
            var before = Rollouts(store, trial.Parent, Phase.Train).Where(rollout => gate.Any(g => g.ExampleId == rollout.ExampleId)).ToArray();
            Assert.Contains(before, rollout => rollout.Score < 1);
            Assert.Equal(trial.State == TrialState.Complete, gate.Sum(r => r.Score) > before.Sum(r => r.Score));
            Assert.Equal(trial.State == TrialState.Complete, Rollouts(store, trial.Number, Phase.Validation).Length > 0);
        }

        Assert.Contains(trials, trial => trial.State == TrialState.Pruned && trial.Reason.StartsWith("not better than its parent on 3 train rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_genetic_algorithm_crosses_the_ten_best_and_differential_evolution_every_member_of_the_population()
    {
        foreach (var strategy in new[] { Strategy.EvopromptGa, Strategy.EvopromptDe })
        {
            using var store = NewStore(strategy);
            await Session(store, "labels", Model("labels")).RunAsync(CancellationToken.None);
            var trials = store.ReadTrials();
            Assert.All(trials.Where(t => t.Level == 1), t => Assert.Equal((1, 0, "instruction in other words"), (t.Parent, t.OtherParent, t.Change)));
            Assert.Equal([1, 9, 10, 6], trials.GroupBy(t => t.Level).OrderBy(level => level.Key).Select(level => level.Count()));
            var second = trials.Where(t => t.Level == 2 && t.State != TrialState.Failed).ToArray();
            Assert.All(second, t => Assert.StartsWith("evolved with trials ", t.Change));
            Assert.All(second, t => Assert.InRange(t.OtherParent, 1, 10));
            if (strategy == Strategy.EvopromptDe) Assert.Equal(Enumerable.Range(1, 10), second.Select(t => t.Parent));
        }
    }

    [Fact]
    public async Task Mipro_ends_when_all_combinations_were_tried()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 60 }, Options(Strategy.Mipro));
        await Session(store, "open", Model("open")).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.Equal(36, trials.Count);
        Assert.Equal(6, trials.Select(trial => trial.Candidate.Instruction).Distinct().Count());
    }

    [Fact]
    public async Task Without_the_rules_people_wrote_a_reflection_shows_the_plain_facts_and_without_other_parts_nothing_changes()
    {
        _stair.WriteRules(Rules);
        var plain = await AskedAsync(Strategy.Gepa, Ablations.None);
        Assert.Contains(plain, text => text.Contains("Climb without waiting", StringComparison.Ordinal));
        Assert.DoesNotContain(await AskedAsync(Strategy.Gepa, Ablations.Rules), text => text.Contains("Climb without waiting", StringComparison.Ordinal));
        Assert.Equal(plain, await AskedAsync(Strategy.Gepa, Ablations.Summaries | Ablations.Ancestors | Ablations.ScoreModel));
    }

    [Fact]
    public async Task Without_the_summariser_mipro_shows_the_data_and_evolution_is_not_touched_by_any_part()
    {
        var summarized = await AskedAsync(Strategy.Mipro, Ablations.None);
        var shown = await AskedAsync(Strategy.Mipro, Ablations.Summaries);
        Assert.Equal(summarized.Count / 2, summarized.Count(text => text.Contains("In at most three sentences", StringComparison.Ordinal)));
        Assert.DoesNotContain(shown, text => text.Contains("In at most three sentences", StringComparison.Ordinal));
        foreach (var strategy in new[] { Strategy.EvopromptGa, Strategy.EvopromptDe })
            Assert.Equal(await AskedAsync(strategy, Ablations.None), await AskedAsync(strategy, Ablations.Rules | Ablations.Summaries | Ablations.Ancestors | Ablations.ScoreModel));
    }

    [Theory]
    [InlineData(Strategy.Standard)]
    [InlineData(Strategy.Small)]
    public void Our_own_strategies_do_not_use_the_steps_of_others(Strategy strategy)
    {
        var own = SearchPlan.For(ToyTask.Spec("toy"), Options(strategy)).Operators!;
        Assert.Empty(All.Select(Operator).Intersect(own));
        Assert.Contains("rewrite", own);
    }

    private static SessionOptions Options(Strategy strategy, Ablations without = Ablations.None) =>
        new() { Strategy = strategy, TrainRows = 12, ValidationRows = 12, WaveRows = 6, Without = without, Lanes = strategy == Strategy.EvopromptGa ? 3 : 1 };

    private static MemoryStudyStore NewStore(Strategy strategy) => SearchStudy.NewStore(new() { Trials = 26 }, Options(strategy));

    private static string Operator(Strategy strategy) => strategy switch
    {
        Strategy.Gepa => "reflect",
        Strategy.EvopromptGa => "crossover",
        Strategy.EvopromptDe => "differential",
        _ => "mipro-draw",
    };

    private static Rollout[] Rollouts(MemoryStudyStore store, int trial, Phase phase) =>
        [.. store.ReadWaves(trial).Where(wave => wave.Key.Phase == phase).SelectMany(wave => wave.Rollouts).Where(rollout => rollout.ExampleId.Length > 0)];

    /// <summary>What the writer was asked on the stair, in order.</summary>
    private async Task<List<string>> AskedAsync(Strategy strategy, Ablations without)
    {
        var asked = new ConcurrentQueue<string>();
        using var store = SearchStudy.NewStore(new() { Trials = 12 }, Options(strategy, without));
        var model = Model("world", request =>
        {
            asked.Enqueue(request.Prompt.Messages[^1].Text);
            return Written(request);
        });
        await Session(store, "world", model).RunAsync(CancellationToken.None);
        return [.. asked];
    }

    private OptimizationSession Session(IStudyStore store, string task, ILanguageModel model)
    {
        if (task == "world") return _stair.Session(store, model);
        var spec = ToyTask.Spec(_folder.Path);
        if (task == "open")
            spec = spec with { Answer = new(), Metric = new() { Kind = MetricKind.ExactMatch }, Seed = new() { Instruction = "Name the colour.", MaxTokens = 8 } };
        return SearchStudy.Session(_folder, store, model, spec, task == "open" ? ToyTask.Data() with { Labels = [] } : null);
    }

    /// <summary>Prompts are good or bad for no reason, examples help a little, and every text of the writer is new.</summary>
    private static ScriptedLanguageModel Model(string task, Func<GenerateRequest, string>? write = null, Action<int>? beforeCall = null) => new()
    {
        BeforeCall = beforeCall ?? (_ => { }),
        Score = request => ToyTask.Scores(request, Row(request.Prompt) % 4 == 3 ? -14 : 2 * (6 * Mood(request.Prompt) % 11) - 10), // one row in four is too hard
        Write = request =>
        {
            if (request.Prompt.Messages[0].Text.StartsWith("You ", StringComparison.Ordinal)) return (write ?? Written)(request);
            return task == "world" ? Climb(request) : Colour(request);
        },
    };

    private static string Written(GenerateRequest request)
    {
        string text = $"Do it in way {request.Seed % 97} {request.Seed % 89} {request.Seed % 83}, red, green or blue.";
        return request.Prompt.Messages[^1].Text.Contains("<prompt>", StringComparison.Ordinal) ? $"Step 1: yes.\n<prompt>{text}</prompt>" : text;
    }

    private static string Climb(GenerateRequest request)
    {
        // It stops somewhere, and below step 5 always, so that no prompt is perfect.
        var seen = Place().Match(StairTask.Seen(request));
        int step = seen.Groups[1].Value[0] - '0', top = seen.Groups[2].Value[0] - '0';
        return step < (7 * Mood(request.Prompt) + 3 * top) % 5 ? "{up}" : "{wait}";
    }

    private static string Colour(GenerateRequest request)
    {
        int row = Row(request.Prompt);
        bool knows = row % 11 < 3 + Mood(request.Prompt) / 2 + Math.Min(2, request.Prompt.Messages.Count / 4);
        return ToyTask.Labels[(row + (knows ? 0 : 1)) % 3];
    }

    /// <summary>The number at the end of an input; 0 for an input without content.</summary>
    private static int Row(ChatPrompt prompt) => int.TryParse(prompt.Messages[^1].Text.Split(' ')[^1], CultureInfo.InvariantCulture, out int row) ? row : 0;

    /// <summary>0 to 10, by the instruction.</summary>
    private static int Mood(ChatPrompt prompt) =>
        new SeededRandom((ulong)prompt.Messages[0].Text.Aggregate(17L, (hash, c) => unchecked(hash * 31 + c) & long.MaxValue)).Next(11);

    [GeneratedRegex(@"step (\d) of (\d)")]
    private static partial Regex Place();
}
