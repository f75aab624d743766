using System.Collections.Concurrent;
using PromptOpt.Benchmarks.Tuning;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tests.Support;
using PromptOpt.Tests.Tuning.Llambo;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;

namespace PromptOpt.Tests.Tuning.Bayesmark;

public sealed class LlamboMethodsTests
{
    private static readonly BayesmarkTask Task = BayesmarkTasks.Find("wine-SVM");

    [Fact]
    public void Those_and_no_others_need_a_model()
    {
        Assert.Equal(["llambo", "guarded-llambo", "guarded-llambo-shuffled", "guarded-llambo-nameless"], LlamboMethods.Names);
        Assert.All(LlamboMethods.Names, name => Assert.True(TuningMethod.Find(name).NeedsModel));
        Assert.All(["gp-ei", "guarded-oracle"], name => Assert.False(TuningMethod.Find(name).NeedsModel));
    }

    [Fact]
    public async Task Without_a_guard_the_default_comes_first_and_then_the_model_is_followed()
    {
        var (first, _) = await Ask("llambo", History(5));
        var (second, asked) = await Ask("llambo", [.. History(5), Tried(6, 1)]);

        Assert.Equal(("default", "llambo"), (first.Source, second.Source));
        Assert.Contains(asked, text => text.Contains("a support vector machine with an RBF kernel for classification are to be set. The measure is accuracy in five-fold cross-validation", StringComparison.Ordinal));
        Assert.Contains(asked, text => text.Contains("There are 13 numeric features and 3 classes.", StringComparison.Ordinal));
        Assert.All(asked, text => Assert.DoesNotContain("wine", text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Behind_the_guard_the_model_is_asked_and_what_became_of_it_is_noted()
    {
        var (suggestion, asked) = await Ask("guarded-llambo", [.. History(5), Tried(6, 1)]);

        Assert.NotEmpty(asked);
        Assert.NotNull(GuardMemo.Read(suggestion.Memo, 7)?.Advisor);
    }

    [Fact]
    public async Task The_controls_hide_the_names_or_show_the_results_on_the_wrong_trials()
    {
        Observation[] history = [.. History(5), Tried(6, 1)];
        var (_, shown) = await Ask("guarded-llambo", history);
        var (_, nameless) = await Ask("guarded-llambo-nameless", history);
        var (_, shuffled) = await Ask("guarded-llambo-shuffled", history);

        Assert.All(nameless, text => Assert.False(text.Contains("gamma", StringComparison.Ordinal) || text.Contains("vector", StringComparison.Ordinal), text));
        Assert.NotEqual(ScoreRows(shown), ScoreRows(shuffled));
        Assert.Equal(ScoreRows(shown).Select(row => row.Split("=>")[0]), ScoreRows(shuffled).Select(row => row.Split("=>")[0]));
    }

    // The rows that the model is shown to judge others by.
    private static string[] ScoreRows(IEnumerable<string> asked) =>
        [.. asked.First(text => text.Contains("=>", StringComparison.Ordinal)).Split('\n').Where(line => line.Contains("=>", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task<(Suggestion Suggestion, string[] Asked)> Ask(string method, Observation[] history)
    {
        var asked = new ConcurrentQueue<string>();
        var model = new ScriptedLanguageModel
        {
            Write = request => Noted(request.Prompt, GrammarWalk.Write(request)),
            Score = request => Noted(request.Prompt, request.Continuations.Select(_ => Math.Log(0.9 / request.Continuations.Count)).ToArray()),
            Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Constraints,
        };
        var scene = new TuningScene
        {
            Known = () => throw new InvalidOperationException("not needed"),
            Llambo = options => new(model, ForestTask.Prompts, BayesmarkCard.Of(Task), options),
        };
        var context = new SamplerContext { Space = Task.Space, History = history, Number = history.Length + 1, Study = new SeededRandom(1) };
        return (await TuningMethod.Find(method).Begin(scene)(context), [.. asked]);

        T Noted<T>(ChatPrompt prompt, T answer)
        {
            asked.Enqueue(string.Join('\n', prompt.Messages.Select(message => message.Text)));
            return answer;
        }
    }

    private static Observation[] History(int trials) => [.. Enumerable.Range(1, trials).Select(number => Tried(number, 10 * number))];

    private static Observation Tried(int number, double c) => new()
    {
        Number = number,
        Configuration = c == 1 ? Task.Space.Default : Task.Configure(new Dictionary<string, double> { ["C"] = c, ["gamma"] = 5e-4, ["tol"] = 1e-2 }),
        Value = 0.5 + number / 20.0,
    };
}
