using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Llambo.Wording;

namespace PromptOpt.Tests.Tuning.Llambo.Wording;

public sealed class LlamboPromptsTests
{
    private static readonly ScoreScale Scale = new(0, 1, 2);

    [Theory]
    [InlineData(ContextLevel.None, true)]
    [InlineData(ContextLevel.Partial, false)]
    [InlineData(ContextLevel.Full, false)]
    public void Prompts_say_what_they_say(ContextLevel level, bool isAnonymous)
    {
        var context = ForestTask.Context(5);
        var prompts = new LlamboPrompts(ForestTask.Setting(new ScriptedLanguageModel(), new() { Level = level, IsAnonymous = isAnonymous }), context);
        var asked = ForestTask.Space.Default;
        Golden.Check($"prompts-{level.ToString().ToLowerInvariant()}.txt", string.Join("\n\n=====\n\n", [
            Text(prompts.Score(asked, Scale, 0)), Text(prompts.Good(asked, new HashSet<int> { 2 }, "good", "poor", 1)),
            Text(prompts.Candidate(0.9, Scale, 0, 100)), Text(prompts.Start(2)),
        ]) + "\n");
    }

    [Fact]
    public void Orderings_differ_between_themselves_and_between_trials_and_are_repeatable()
    {
        string First(int trials, int ordering) => Text(new LlamboPrompts(ForestTask.Setting(new ScriptedLanguageModel()), ForestTask.Context(trials)).Score(ForestTask.Space.Default, Scale, ordering));
        Assert.Equal(First(8, 0), First(8, 0));
        Assert.NotEqual(First(8, 0), First(8, 1));
        Assert.NotEqual(First(8, 0), First(9, 0));
    }

    [Fact]
    public void Candidates_share_all_but_the_row_that_is_asked_for()
    {
        var prompts = new LlamboPrompts(ForestTask.Setting(new ScriptedLanguageModel()), ForestTask.Context(8));
        var random = new SeededRandom(1);
        var (one, other) = (prompts.Score(ForestTask.Space.Draw(random), Scale, 0), prompts.Score(ForestTask.Space.Draw(random), Scale, 0));
        Assert.Equal(one.Messages, other.Messages);
        Assert.NotEqual(one.AnswerPrefix, other.AnswerPrefix);
    }

    [Fact]
    public void A_long_history_is_cut_to_the_context_and_keeps_the_best_row()
    {
        var model = new ScriptedLanguageModel { Info = new() { Name = "small", Identity = "small", ContextTokens = 250, Engine = "test" } };
        var context = ForestTask.Context(40);
        var prompts = new LlamboPrompts(ForestTask.Setting(model), context);
        var prompt = prompts.Score(ForestTask.Space.Default, Scale, 0);
        Assert.True(model.CountTokens(prompt) <= 250);
        Assert.Contains(prompts.Rows.Words(context.Complete.MaxBy(o => o.Value)!.Configuration), prompt.Messages[1].Text);
    }

    [Fact]
    public void A_question_that_does_not_fit_with_two_rows_is_refused_before_it_is_asked()
    {
        var model = new ScriptedLanguageModel { Info = new() { Name = "tiny", Identity = "tiny", ContextTokens = 60, Engine = "test" } };
        var prompts = new LlamboPrompts(ForestTask.Setting(model), ForestTask.Context(40));
        Assert.Equal(60, Assert.Throws<PromptTooLongException>(() => prompts.Score(ForestTask.Space.Default, Scale, 0)).ContextTokens);
    }

    private static string Text(ChatPrompt prompt) => string.Join("\n--\n", prompt.Messages.Select(m => m.Text)) + (prompt.AnswerPrefix.Length > 0 ? "\n--\n" + prompt.AnswerPrefix : "");
}
