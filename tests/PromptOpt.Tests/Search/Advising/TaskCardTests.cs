using PromptOpt.Search;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;
using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Tests.Search.Advising;

public sealed class TaskCardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_knob_has_a_meaning_for_the_adviser() =>
        Assert.Equal(TuningSpec.KnobNames.Order(), PromptLibrary.Load(RepositoryFolder.File("prompts")).KnobMeanings.Keys.Order());

    [Theory]
    [InlineData(ContextLevel.None)]
    [InlineData(ContextLevel.Partial)]
    [InlineData(ContextLevel.Full)]
    public async Task An_adviser_is_told_as_much_of_the_task_as_its_level_says(ContextLevel level)
    {
        string asked = "";
        using var store = SearchStudy.NewStore(new() { Trials = 2 }, new()
        {
            Strategy = Strategy.Tune,
            TrainRows = 8,
            ValidationRows = 16,
            Tuning = new() { Only = ["answer_mode", "examples"], Adviser = new() { Context = level, TokenShare = 1 } },
        });
        var model = new ScriptedLanguageModel { Write = request => WarmTask.IsAdvice(request.Prompt) ? asked = request.Prompt.Messages[^1].Text : "red", Score = request => ToyTask.Scores(request, 0) };
        await SearchStudy.Session(_folder, store, model, Labelled()).RunAsync(CancellationToken.None);
        Golden.Check($"first-idea-{level.ToString().ToLowerInvariant()}.txt", asked + "\n");
    }

    private TaskSpec Labelled() => ToyTask.Spec(_folder.Path) with { Answer = new() { Mode = AnswerMode.Free, Labels = ToyTask.Labels } };
}
