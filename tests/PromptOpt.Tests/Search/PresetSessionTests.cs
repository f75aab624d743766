using System.Text.Json;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class PresetSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Strategy.Small, ParentSelection.Score, 1)]
    [InlineData(Strategy.Small, ParentSelection.Pareto, 3)]
    [InlineData(Strategy.Small, ParentSelection.EpsilonGreedy, 1)]
    [InlineData(Strategy.Paper, ParentSelection.Score, 1)]
    public async Task A_study_that_breaks_off_anywhere_and_is_resumed_ends_like_one_that_did_not(Strategy preset, ParentSelection parents, int lanes)
    {
        var options = Options(preset) with { ParentSelection = parents, Lanes = lanes };
        using var whole = SearchStudy.NewStore(new() { Trials = 18 }, options);
        var model = Model();
        await Session(whole, model).RunAsync(CancellationToken.None);
        for (int at = 100; at < model.Calls; at += Math.Max(150, model.Calls / 3))
        {
            using var store = SearchStudy.NewStore(new() { Trials = 18 }, options);
            await BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Model(beforeCall)).RunAsync(stop));
            await Session(store, Model()).RunAsync(CancellationToken.None);
            Assert.Equal(Table(whole), Table(store));
        }
    }

    [Fact]
    public async Task Small_begins_with_four_first_tries_that_differ_and_goes_on_from_five_parents()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 24 }, Options(Strategy.Small));
        await Session(store, Model()).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        Assert.Equal(Enumerable.Repeat(1, 12), trials.Where(t => t.Level == 1).Select(t => t.Parent));
        Assert.Equal([6, 6, 12, 24], trials.Skip(1).Take(4).Select(t => t.Candidate.Examples.Count));
        Assert.All(trials.Skip(1).Take(4), t => Assert.Equal("first-try", t.Operator));
        var second = trials.Where(t => t.Level == 2).ToArray();
        Assert.Equal(10, second.Length);
        Assert.All(second.GroupBy(t => t.Parent), family => Assert.InRange(family.Count(), 1, 4)); // 2, unless another parent had nothing to offer
        Assert.InRange(second.Select(t => t.Parent).Distinct().Count(), 3, 5);
        Assert.Contains(trials, t => t.RowsSaved > 0); // races are on
    }

    [Fact]
    public async Task The_paper_runs_every_candidate_to_the_end_rewrites_alone_and_stops_after_three_levels_without_gain()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 500 }, Options(Strategy.Paper) with { Strategy = null });
        int written = 0; // every text is new and as good as the seed prompt
        var model = new ScriptedLanguageModel { Score = request => ToyTask.Scores(request, 0), Write = _ => $"Tell red, green and blue apart by text {Interlocked.Increment(ref written)} {written * 7} {written * 13}." };
        var task = ToyTask.Spec(_folder.Path) with { Search = new() { Strategy = Strategy.Paper, FirstLevel = 6, Children = 2, Parents = new() { Count = 3 } } };
        await SearchStudy.Session(_folder, store, model, task).RunAsync(CancellationToken.None);
        var trials = store.ReadTrials();
        int best = trials.Where(t => t.State == TrialState.Complete).MaxBy(t => t.Value)!.Level; // calibration may make a child better than the seed prompt
        Assert.Equal(best + 3, trials[^1].Level);
        Assert.Equal(1 + 6 + 6 * (best + 2), trials.Count);
        Assert.All(trials.Skip(1).Where(t => t.State != TrialState.Failed), t => Assert.Equal(("rewrite", TrialState.Complete, true), (t.Operator, t.State, t.Rows >= 24)));
        Assert.Equal(Enumerable.Repeat(1, 6), trials.Where(t => t.Level == 1).Select(t => t.Parent));
        Assert.Equal(3, trials.Where(t => t.Level == 2).Select(t => t.Parent).Distinct().Count());
    }

    [Fact]
    public async Task A_failed_trial_tells_why_its_proposals_were_refused()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 6 }, Options(Strategy.Paper));
        var model = new ScriptedLanguageModel { Score = request => ToyTask.Scores(request, 0), Write = _ => "name the colour (red, green, or blue)!" };
        await SearchStudy.Session(_folder, store, model).RunAsync(CancellationToken.None);
        Assert.Contains(store.ReadTrials(), t => t.State == TrialState.Failed && t.Reason.Contains("differs from trial 2 in case, blanks and punctuation alone", StringComparison.Ordinal)
            || t.Reason.Contains("is nearly that of trial", StringComparison.Ordinal) || t.Reason.Contains("tried already", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_that_does_not_fit_the_writing_model_costs_a_proposal_and_not_the_session()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 }, Options(Strategy.Paper));
        int asked = 0;
        var model = new ScriptedLanguageModel
        {
            Score = request => ToyTask.Scores(request, 0),
            Write = _ => asked++ == 0 ? throw new PromptTooLongException(900, 200, 1000) : "Say which of the colours red, green and blue is meant, in one word.",
        };
        await SearchStudy.Session(_folder, store, model).RunAsync(CancellationToken.None);
        Assert.True(asked > 1);
        Assert.Contains(store.ReadTrials(), t => t is { Number: > 1, State: TrialState.Complete });

        using var never = SearchStudy.NewStore(new() { Trials = 3 }, Options(Strategy.Paper));
        model = new() { Score = model.Score, Write = _ => throw new PromptTooLongException(900, 200, 1000) };
        await SearchStudy.Session(_folder, never, model).RunAsync(CancellationToken.None);
        Assert.All(never.ReadTrials().Skip(1), t => Assert.Contains("the request of rewrite does not fit the model that writes", t.Reason, StringComparison.Ordinal));
        Assert.Equal(never.ReadSpending().Calls, never.ReadTrials().Sum(t => t.Spending.Calls));
    }

    private static SessionOptions Options(Strategy preset) => new() { Strategy = preset, ValidationRows = 24, WaveRows = 8, TrainRows = 8 };

    private OptimizationSession Session(IStudyStore store, ILanguageModel model) => SearchStudy.Session(_folder, store, model);

    /// <summary>Moody, and it makes vectors too.</summary>
    private static ScriptedLanguageModel Model(Action<int>? beforeCall = null)
    {
        var moody = ToyTask.CapriciousModel();
        return new()
        {
            Score = moody.Score,
            Write = moody.Write,
            BeforeCall = beforeCall ?? (_ => { }),
            Vector = text => [text.Length, text.Sum(c => c) % 17, 1],
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.ExactTokenCounts | LanguageModelCapabilities.Embedding,
        };
    }

    private static string Table(MemoryStudyStore store) => JsonSerializer.Serialize(store.ReadTrials());
}
