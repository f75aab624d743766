using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>What holds for every strategy that has a plan, on every kind of task it is made for.</summary>
public sealed class StrategyTests
{
    /// <summary>Every strategy with every kind of task that it can be used on.</summary>
    public static TheoryData<Strategy, string> All
    {
        get
        {
            var data = new TheoryData<Strategy, string>();
            foreach (var strategy in Strategies.Named)
            {
                if (Problem(strategy, ToyTask.Spec(""), ToyTask.Labels) is null) data.Add(strategy, StrategyStudy.Labels);
                if (Problem(strategy, ToyTask.OpenSpec(""), []) is null) data.Add(strategy, StrategyStudy.Open);
                if (Problem(strategy, StairTask.Spec(""), []) is null) data.Add(strategy, StrategyStudy.World);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_runs_with_its_own_operators_and_counts_every_call(Strategy strategy, string kind)
    {
        using var study = new StrategyStudy(kind);
        using var store = study.NewStore(StrategyStudy.Options(strategy));
        var model = study.Model();
        var session = study.Session(store, model);
        Assert.Empty(session.Validate());
        var outcome = await session.RunAsync(CancellationToken.None);

        var trials = store.ReadTrials();
        var plan = SearchPlan.For(kind == StrategyStudy.World ? StairTask.Spec("") : ToyTask.Spec(""), StrategyStudy.Options(strategy));
        Assert.All(trials.Where(t => t is { Number: > 1, State: not TrialState.Failed }), t => Assert.Contains(t.Operator, strategy == Strategy.Joint ? [.. plan.Operators!, TuneOperator.Joint, TuneOperator.Again] : plan.Operators!));
        Assert.Equal(strategy != Strategy.Seed, trials.Any(t => t is { Number: > 1, State: TrialState.Complete }));
        Assert.Equal(model.Calls, outcome.Spending.Calls);
        Assert.Equal(store.ReadWaves().SelectMany(wave => wave.Rollouts).Sum(rollout => rollout.Calls), outcome.Spending.Calls);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_study_that_breaks_off_and_is_resumed_ends_like_one_that_did_not(Strategy strategy, string kind)
    {
        using var study = new StrategyStudy(kind);
        var options = StrategyStudy.Options(strategy);
        using var whole = study.NewStore(options);
        var model = study.Model();
        await study.Session(whole, model).RunAsync(CancellationToken.None);
        foreach (int at in new[] { model.Calls / 3, model.Calls * 2 / 3 })
        {
            using var store = study.NewStore(options);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => study.Session(store, study.Model(beforeCall)).RunAsync(stop));
            await study.Session(store, study.Model()).RunAsync(CancellationToken.None);
            Assert.Equal(Table(whole), Table(store));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task With_a_writer_that_is_of_no_use_the_result_is_not_below_the_seed_prompt(Strategy strategy, string kind)
    {
        using var study = new StrategyStudy(kind);
        using var store = study.NewStore(StrategyStudy.Options(strategy));
        var outcome = await study.Session(store, study.UselessModel()).RunAsync(CancellationToken.None);
        Assert.True(outcome.BestTrial == 1 || outcome.TestAccuracy >= outcome.SeedTestAccuracy, $"{outcome.TestAccuracy} against {outcome.SeedTestAccuracy}");
    }

    [Theory]
    [InlineData(Strategy.CalibratedExamples, StrategyStudy.Open, "scores labels")]
    [InlineData(Strategy.CalibratedExamples, StrategyStudy.World, "a multi-step task has none")]
    [InlineData(Strategy.RandomExamples, StrategyStudy.World, "--strategy random-examples shows rows")]
    public void A_strategy_that_does_not_suit_the_task_is_refused_before_a_call(Strategy strategy, string kind, string expected)
    {
        using var study = new StrategyStudy(kind);
        using var store = study.NewStore(StrategyStudy.Options(strategy));
        var model = study.Model();
        Assert.Contains(expected, Assert.Single(study.Session(store, model).Validate()));
        Assert.Equal(0, model.Calls);
    }

    [Fact]
    public void Models_and_answers_that_a_strategy_cannot_use_are_named()
    {
        Assert.Contains("needs a model that can score", StrategyNeeds.Problem(Strategy.CalibratedExamples, ToyTask.Spec(""), ToyTask.Labels, LanguageModelCapabilities.None));
        var limited = ToyTask.Spec("") with { Answer = new() { Constraint = new(AnswerConstraintKind.Grammar, "root ::= \"yes\"") } };
        Assert.Contains("needs room to reason", Problem(Strategy.ChainOfThought, limited, ToyTask.Labels));
    }

    [Fact]
    public void Our_own_strategies_use_no_operator_of_others()
    {
        string[] published = ["induce", "criticize", "from-scores", "improve", "scaffold", "calibrated-examples", "reflect", "crossover", "differential", "mipro-draw", "grid-cell"];
        foreach (var strategy in new[] { Strategy.Standard, Strategy.Small, Strategy.Paper })
        {
            foreach (var task in new[] { ToyTask.Spec(""), StairTask.Spec("") })
                Assert.Empty(SearchPlan.For(task, StrategyStudy.Options(strategy)).Operators!.Intersect(published));
        }

        Assert.Empty(published.Except(OperatorSet.All.Select(o => o.Name)));
    }

    private static string? Problem(Strategy strategy, TaskSpec task, IReadOnlyList<string> labels) =>
        StrategyNeeds.Problem(strategy, task, labels, LanguageModelCapabilities.Scoring);

    private static string Table(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadTrials());
}
