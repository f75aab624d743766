using PromptOpt.LanguageModels;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Llambo.Surrogates;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Surrogates;

public sealed class SurrogateTests
{
    private static readonly Configuration[] Asked = [ForestTask.Space.Default, ForestTask.Space.Default.With("depth", 7), ForestTask.Space.Default.With("depth", 9)];

    [Fact]
    public async Task The_exact_read_out_agrees_with_what_the_same_model_draws()
    {
        var (exact, drawn) = (await Read(ReadOut.Exact, trials: 6), await Read(ReadOut.Samples, trials: 6));
        foreach (var (one, other) in exact.Zip(drawn))
        {
            double error = 4 * Math.Sqrt(one.Variance / 4000);
            Assert.InRange(other.Mean, one.Mean - error, one.Mean + error);
            Assert.Equal(one.Leak, other.Leak, 0.05);
            Assert.Equal(Math.Sqrt(one.Variance), Math.Sqrt(other.Variance), 0.03 * one.Scale.Bins * one.Scale.Width);
        }
    }

    [Fact]
    public async Task Three_digits_are_read_along_the_heavy_branches_only()
    {
        var model = new ScriptedDigitModel(LanguageModelCapabilities.Scoring) { Sharpness = 8 };
        var (prompt, scale) = (new ChatPrompt { Messages = [new(ChatRole.User, "?")] }, new ScoreScale(0, 1, 3));
        var read = (await new ExactScoreReader(model, new DirectCalls(model)).ReadAsync([new(prompt, 0)], scale, canFail: false, default))[0];
        string[] numbers = [.. Enumerable.Range(0, 1000).Select(i => $" {i:000}")];
        int scored = model.Scored;
        double[] all = [.. (await model.ScoreAsync(new() { Prompt = prompt, Continuations = numbers })).LogProbabilities.Select(Math.Exp)];
        Assert.True(scored < 700, $"{scored}");
        Assert.Equal(all.Select((p, i) => p / all.Sum() * scale.Middle(i)).Sum(), read.Mean, 2e-3);
        Assert.All(read.Probabilities.Zip(all), pair => Assert.Equal(pair.Second / all.Sum(), pair.First, 0.01));
    }

    [Fact]
    public async Task A_model_that_does_not_score_is_read_from_draws_and_this_is_said()
    {
        var setting = ForestTask.Setting(new ScriptedLanguageModel { Capabilities = LanguageModelCapabilities.None, Write = _ => " 42, I think" });
        var beliefs = await new DiscriminativeSurrogate(setting).PredictAsync(ForestTask.Context(6), Asked);
        Assert.Contains(setting.Notes, note => note.Contains("does not score continuations"));
        Assert.All(beliefs, b => Assert.Equal(1, b.Probabilities[42]));
        Assert.Empty(ForestTask.Setting(new ScriptedLanguageModel { Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Constraints }).Notes);
    }

    [Fact]
    public async Task Answers_about_something_else_are_leak()
    {
        var setting = ForestTask.Setting(new ScriptedLanguageModel { Capabilities = LanguageModelCapabilities.None, Write = r => r.Seed % 2 == 0 ? " 10" : " maybe" }, new() { Draws = 500, Orderings = 1 });
        var belief = (await new DiscriminativeSurrogate(setting).PredictAsync(ForestTask.Context(6), Asked[..1]))[0];
        Assert.Equal(0.5, belief.Leak, 0.1);
        Assert.Equal(1, belief.Probabilities[10]);
    }

    [Fact]
    public async Task The_chance_of_failure_is_read_where_a_trial_has_failed()
    {
        var model = new ScriptedLanguageModel { Score = r => [.. r.Continuations.Select(c => c == " failed" ? Math.Log(0.5) : Math.Log(0.3 / (r.Continuations.Count - 1)))] };
        var belief = (await new DiscriminativeSurrogate(ForestTask.Setting(model)).PredictAsync(ForestTask.Context(6), Asked[..1]))[0];
        Assert.Equal(0.5 / 0.8, belief.Failure, 9);
        Assert.Equal(0.2, belief.Leak, 9);
        Assert.Equal(0, (await new DiscriminativeSurrogate(ForestTask.Setting(model)).PredictAsync(ForestTask.Context(3), Asked[..1]))[0].Failure);
    }

    [Fact]
    public async Task Verdicts_are_freed_of_the_leaning_that_all_share()
    {
        // The model leans to "poor" by 3 whatever it sees, and finds the second configuration better by 2.
        var model = new ScriptedLanguageModel { Score = r => [Math.Log(0.1) - 3 + (r.Prompt.AnswerPrefix.Contains("depth is 7") ? 2 : 0), Math.Log(0.1)] };
        var chances = await new GenerativeSurrogate(ForestTask.Setting(model)).PredictAsync(ForestTask.Context(9), Asked);
        Assert.Equal(1, Enumerable.Range(0, 3).MaxBy(i => chances[i].Probability));
        Assert.True(chances[1].Raw < 0.3 && chances[1].Probability > 0.5);
        Assert.Equal(Math.Log(1.0 / 3), chances.Average(c => Math.Log(c.Probability / (1 - c.Probability))), 9);
    }

    [Fact]
    public void At_least_two_trials_are_good_and_never_all()
    {
        Assert.Equal(2, GenerativeSurrogate.Good(ForestTask.Context(3), 0.25).Count);
        Assert.Equal(8, GenerativeSurrogate.Good(ForestTask.Context(30), 0.25).Count);
        Assert.Throws<InvalidOperationException>(() => GenerativeSurrogate.Good(ForestTask.Context(2), 0.25));
    }

    private static Task<IReadOnlyList<ScoreDistribution>> Read(ReadOut readOut, int trials) => new DiscriminativeSurrogate(ForestTask.Setting(
        new ScriptedDigitModel(LanguageModelCapabilities.Scoring), new() { ReadOut = readOut, Draws = 2000, Orderings = 2, Temperature = 1, TopP = 1 })).PredictAsync(ForestTask.Context(trials), Asked);
}
