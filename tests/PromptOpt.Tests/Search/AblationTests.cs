using System.Collections.Concurrent;
using System.Text.Json;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Each switch takes away what it names, and nothing else.</summary>
public sealed class AblationTests : IDisposable
{
    private const string Lazy = "Climb without waiting.", NoAncestors = "- not shown";
    private const Ablations OfOurs = Ablations.Rules | Ablations.Summaries | Ablations.Ancestors | Ablations.ScoreModel;

    private readonly StrategyStudy _study = new(StrategyStudy.World);

    public AblationTests() => _study.WriteRules();

    public void Dispose() => _study.Dispose();

    [Fact]
    public async Task With_nothing_switched_off_the_writer_sees_summaries_rules_and_ancestors()
    {
        var (asked, store) = await RunAsync(Strategy.Paper, Ablations.None);
        using var _ = store;
        Assert.Contains(asked, text => text.Contains("Kind of mistake: lazy", StringComparison.Ordinal) && text.Contains(Lazy, StringComparison.Ordinal));
        Assert.DoesNotContain(asked, text => text.Contains(NoAncestors, StringComparison.Ordinal));
        Assert.NotEmpty(Purposes(store, "summarize"));
    }

    [Fact]
    public async Task Without_rules_failures_are_told_without_their_names_and_advice()
    {
        var (asked, store) = await RunAsync(Strategy.Paper, Ablations.Rules);
        using var _ = store;
        Assert.DoesNotContain(asked, text => text.Contains("lazy", StringComparison.Ordinal) || text.Contains(Lazy, StringComparison.Ordinal) || text.Contains("Hurry", StringComparison.Ordinal));
        Assert.Contains(asked, text => text.Contains("the world said", StringComparison.Ordinal));
        Assert.NotEmpty(Purposes(store, "summarize"));
        Assert.DoesNotContain(asked, text => text.Contains(NoAncestors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_summaries_the_writer_sees_the_message_of_one_case()
    {
        var (asked, store) = await RunAsync(Strategy.Paper, Ablations.Summaries);
        using var _ = store;
        Assert.Empty(Purposes(store, "summarize"));
        Assert.NotEmpty(Purposes(store, "rewrite"));
        Assert.Contains(asked, text => text.Contains(Lazy, StringComparison.Ordinal));
        Assert.DoesNotContain(asked, text => text.Contains(NoAncestors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_ancestors_the_writer_sees_none()
    {
        var (asked, store) = await RunAsync(Strategy.Paper, Ablations.Ancestors);
        using var _ = store;
        var rewrites = asked.Where(text => text.Contains("What went well", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(rewrites);
        Assert.All(rewrites, text => Assert.Contains(NoAncestors, text));
        Assert.NotEmpty(Purposes(store, "summarize"));
        Assert.Contains(asked, text => text.Contains(Lazy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_history_the_agent_sees_one_step_alone()
    {
        var lengths = new ConcurrentBag<int>();
        var model = StairStudy.Model();
        var watching = new ScriptedLanguageModel { Write = request => { if (StairTask.Seen(request).StartsWith("You are on", StringComparison.Ordinal)) lengths.Add(request.Prompt.Messages.Count); return model.Write(request); } };
        using var store = _study.NewStore(StrategyStudy.Options(Strategy.RandomParaphrase) with { Without = Ablations.History }, 4);
        await _study.Session(store, watching).RunAsync(CancellationToken.None);
        Assert.Equal([2], lengths.Distinct());
    }

    [Theory]
    [InlineData(Strategy.Ape)]
    [InlineData(Strategy.Protegi)]
    [InlineData(Strategy.Opro)]
    [InlineData(Strategy.Naive)]
    [InlineData(Strategy.ChainOfThought)]
    public async Task What_a_strategy_does_not_use_makes_no_difference_when_it_is_switched_off(Strategy strategy)
    {
        using var with = (await RunAsync(strategy, Ablations.None)).Store;
        using var without = (await RunAsync(strategy, OfOurs)).Store;
        Assert.Equal(JsonSerializer.Serialize(with.ReadTrials()), JsonSerializer.Serialize(without.ReadTrials()));
    }

    [Fact]
    public void The_score_model_is_the_only_thing_that_its_switch_takes_from_a_plan()
    {
        var plan = SearchPlan.For(StairTask.Spec(""), StrategyStudy.Options(Strategy.Small));
        var without = SearchPlan.For(StairTask.Spec(""), StrategyStudy.Options(Strategy.Small) with { Without = Ablations.ScoreModel });
        Assert.True(plan.Screens);
        Assert.Equal(plan with { Screens = false }, without);
    }

    private async Task<(IReadOnlyCollection<string> Asked, MemoryStudyStore Store)> RunAsync(Strategy strategy, Ablations without)
    {
        var asked = new ConcurrentQueue<string>();
        var model = StairStudy.Model();
        var watching = new ScriptedLanguageModel
        {
            Write = request =>
            {
                string seen = StairTask.Seen(request);
                if (!seen.StartsWith("You are on", StringComparison.Ordinal)) asked.Enqueue(seen);
                return model.Write(request);
            },
        };
        var store = _study.NewStore(StrategyStudy.Options(strategy) with { Without = without }, 24);
        await _study.Session(store, watching).RunAsync(CancellationToken.None);
        return (asked, store);
    }

    private static IEnumerable<Rollout> Purposes(MemoryStudyStore store, string purpose) =>
        store.ReadWaves().Where(wave => wave.Key.Phase == Phase.Propose).SelectMany(wave => wave.Rollouts).Where(rollout => rollout.Input == purpose);
}
