using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

/// <summary>Studies under a limit on time that are broken off. Every call takes half a second, so the final test of two prompts on 60 rows takes a minute.</summary>
public sealed class TimedResumeTests : IDisposable
{
    private const double Limit = 300, SecondsOfCall = 0.5;

    private static readonly int RowsOfWave = new SessionOptions().WaveRows;

    private readonly TemporaryFolder _folder = new();

    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(70)]
    [InlineData(250)]
    [InlineData(440)] // hardly more is left than the final test takes
    [InlineData(500)] // a part of the final test is stored
    public async Task Time_already_spent_counts_and_the_final_test_has_its_own(int breakAt)
    {
        using var store = NewStore();
        await BreakAsync(store, breakAt);
        var before = store.ReadWaves();
        Assert.InRange(store.ReadSeconds(), (breakAt - 1) * SecondsOfCall, breakAt * SecondsOfCall);

        var model = Model(_ => { });
        var outcome = await Session(store, model).RunAsync(CancellationToken.None);

        Assert.Equal((60, true), (outcome.TestRows, outcome.BestTrial > 1));
        Assert.Equal((breakAt - 1 + model.Calls) * SecondsOfCall, outcome.Seconds, 3);
        Assert.InRange(outcome.Seconds, Limit * 0.8, Limit);
        Assert.InRange(before.Sum(wave => wave.Spending.Calls) + model.Calls - store.ReadSpending().Calls, 0, RowsOfWave - 1); // nothing is run again; the clock may have stopped a wave
        Assert.All(before, wave => Assert.Equal(Text(wave), Text(store.ReadWave(wave.Key)!)));
    }

    [Fact]
    public async Task A_study_without_time_left_ends_with_what_was_found_and_without_a_call()
    {
        using var store = NewStore();
        await BreakAsync(store, 440);
        store.SaveSeconds(Limit); // as if the last call had taken all that was left
        var trials = store.ReadTrials();

        var model = Model(_ => { });
        var outcome = await Session(store, model).RunAsync(CancellationToken.None);

        Assert.Equal(0, model.Calls);
        Assert.Equal((VerdictKind.Undecided, 0, Limit), (outcome.Verdict, outcome.TestRows, outcome.Seconds));
        Assert.Equal(ParentSelector.Ranked(trials)[0].Number, outcome.BestTrial);
        Assert.Contains("time ran out before the final test", outcome.Explanation, StringComparison.Ordinal);
        Assert.Equal(trials.Where(Ended).Select(Text), store.ReadTrials().Where(trial => trials.Any(old => old.Number == trial.Number && Ended(old))).Select(Text));
    }

    private Task BreakAsync(MemoryStudyStore store, int at) => BreakOff.AtCallAsync(at, (beforeCall, stop) => Session(store, Model(beforeCall)).RunAsync(stop));

    private static MemoryStudyStore NewStore() => SearchStudy.NewStore(new() { Time = TimeSpan.FromSeconds(Limit) });

    private OptimizationSession Session(MemoryStudyStore store, ScriptedLanguageModel model) =>
        SearchStudy.Session(_folder, store, model, ToyTask.Spec(_folder.Path) with { Search = new() { Operators = ["first-try", "examples", "example-order"] } }, time: _time);

    /// <summary>A model to which examples help, but never so much that the search is over.</summary>
    private ScriptedLanguageModel Model(Action<int> beforeCall) => new()
    {
        Score = request => ToyTask.Scores(request, Math.Min(3, request.Prompt.Messages.Count(message => message.Role == ChatRole.Assistant))),
        BeforeCall = call =>
        {
            beforeCall(call);
            _time.Advance(TimeSpan.FromSeconds(SecondsOfCall));
        },
    };

    private static bool Ended(Trial trial) => trial.State is TrialState.Complete or TrialState.Pruned;

    private static string Text<T>(T what) => JsonSerializer.Serialize(what);
}
