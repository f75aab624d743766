using Microsoft.Extensions.Time.Testing;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Search.Advising;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Advising;

public sealed class StoredCallsTests
{
    private static readonly ChatPrompt Prompt = new() { Messages = [new(ChatRole.User, "How good?")] };

    [Fact]
    public async Task Answers_and_scores_come_back_from_the_store_as_they_were_and_are_paid_for_once()
    {
        using var store = new MemoryStudyStore();
        var model = new ScriptedLanguageModel { Write = request => $"answer {request.Seed}", Score = request => [.. request.Continuations.Select((_, i) => -1.1 * i)] };
        var (first, again) = (await AskAsync(store, model), await AskAsync(store, model));
        Assert.Equal(["answer 3", "answer 4"], first.Answers);
        Assert.Equal([0, -1.1, -2.2], first.Scores[0]);
        Assert.Equal(first.Answers, again.Answers);
        Assert.Equal(first.Scores, again.Scores);
        Assert.Equal(4, model.Calls);
        Assert.Equal(["adviser: ideas", "adviser: scores"], store.ReadWaves().Select(wave => wave.Rollouts[0].Input));
        Assert.Equal(4, store.ReadSpending().Calls);
    }

    [Fact]
    public async Task Nothing_asked_is_no_wave()
    {
        using var store = new MemoryStudyStore();
        Assert.Empty(await Calls(store, new()).ScoreAsync("scores", [], default));
        Assert.Empty(store.ReadWaves());
    }

    [Fact]
    public async Task The_most_that_scores_can_cost_is_counted_before_they_are_read()
    {
        using var store = new MemoryStudyStore();
        var model = new ScriptedLanguageModel();
        var calls = Calls(store, model, new() { Tokens = 4 }); // two words, one for the role, two continuations
        await Assert.ThrowsAsync<BudgetSpentException>(() => calls.ScoreAsync("scores", [Request("a", "b")], default));
        Assert.Equal(0, model.Calls);
        Assert.Single(await Calls(store, model, new() { Tokens = 5 }).ScoreAsync("scores", [Request("a", "b")], default));
    }

    private static async Task<(string[] Answers, IReadOnlyList<IReadOnlyList<double>> Scores)> AskAsync(MemoryStudyStore store, ScriptedLanguageModel model)
    {
        var calls = Calls(store, model);
        var answers = await calls.GenerateAsync("ideas", [new() { Prompt = Prompt, Seed = 3 }, new() { Prompt = Prompt, Seed = 4 }], default);
        return ([.. answers.Select(answer => answer.Text)], await calls.ScoreAsync("scores", [Request("a", "b", "c"), Request("d")], default));
    }

    private static StoredCalls Calls(MemoryStudyStore store, ScriptedLanguageModel model, PromptOpt.Tasks.BudgetSpec? budget = null)
    {
        var runner = new WaveRunner(store, new BudgetLedger(budget ?? new(), default), new StudyClock(new FakeTimeProvider(), 0, new()));
        int index = 0;
        return new(model, (calls, stop) => runner.RunAsync(new(2, Phase.Propose, index++), calls, rollouts => new(rollouts), TimeSpan.Zero, _ => { }, stop), () => true);
    }

    private static ScoreRequest Request(params string[] continuations) => new() { Prompt = Prompt, Continuations = continuations };
}
