using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Candidates;

public sealed class ExampleLookupTests
{
    private static readonly string[] Inputs = ["late parcel", "lost parcel here", "a very long and winding complaint about a bill", "wrong bill"];

    private static readonly TaskData Data = ToyTask.Data() with
    {
        Train = [.. Inputs.Select((input, i) => Row($"t{i}", input, ToyTask.Labels[i % 3]))],
        Fields = ["input"],
    };

    [Fact]
    public void The_most_similar_row_stands_last_behind_the_fixed_examples()
    {
        var candidate = Candidate(NearestBy.TfIdf) with { Examples = [Row("f", "fixed one", "blue")] };
        var prompt = new CandidateEvaluation(ToyTask.Spec("toy"), Data, new ScriptedLanguageModel(), candidate).Render(Row("v", "my lost parcel", ""));
        Assert.Equal(
            ["Name it.", "fixed one", "blue", "late parcel", "red", "lost parcel here", "green", "my lost parcel"], prompt.Messages.Select(m => m.Text));
    }

    [Fact]
    public void Inside_the_system_message_they_stand_below_the_instruction()
    {
        var candidate = Candidate(NearestBy.TfIdf) with { Layout = ExampleLayout.Inline };
        var prompt = new CandidateEvaluation(ToyTask.Spec("toy"), Data, new ScriptedLanguageModel(), candidate).Render(Row("v", "my lost parcel", ""));
        Assert.Equal("Name it.\n\nlate parcel => red\n\nlost parcel here => green", prompt.Messages[0].Text);
    }

    [Fact]
    public async Task By_vectors_the_model_is_asked_once_a_text_and_each_look_up_is_charged()
    {
        var model = Embedder();
        var evaluation = new CandidateEvaluation(ToyTask.Spec("toy"), Data, model, Candidate(NearestBy.Embedding));
        var row = Row("v", "my lost parcel", "red");
        var first = evaluation.Plan(row, 1);
        var rollout = await first.Run(CancellationToken.None);
        Assert.Equal(Inputs.Length + 2, model.Calls); // the train rows, the row, the answer
        var again = await evaluation.Plan(row, 1).Run(CancellationToken.None);
        Assert.Equal(Inputs.Length + 3, model.Calls);
        Assert.Equal(rollout.PromptTokens, again.PromptTokens);
        // "my lost parcel" twice (embedded and asked), the instruction, two examples with their answers, one token a message
        Assert.Equal(3 + 3 + 2 + (2 + 3 + 2) + 6, rollout.PromptTokens);
        Assert.True(first.MostTokens() >= rollout.PromptTokens + rollout.OutputTokens);
    }

    [Fact]
    public async Task By_vectors_the_nearest_direction_wins()
    {
        var lookup = ExampleLookup.Create(Candidate(NearestBy.Embedding), Data, Embedder())!;
        var (examples, _) = await lookup.ForAsync(Row("v", "the bill", ""), CancellationToken.None);
        Assert.Equal([Inputs[2], Inputs[3]], examples.Select(e => e.Input).Order(StringComparer.Ordinal));
        Assert.Throws<InvalidOperationException>(() => lookup.For(Row("v", "x", "")));
        Assert.Equal(2, (await lookup.ForAsync(Row("", "", ""), CancellationToken.None)).Examples.Count); // content-free
    }

    [Fact]
    public void The_longest_examples_bound_what_any_row_can_cost()
    {
        var evaluation = new CandidateEvaluation(ToyTask.Spec("toy"), Data, new ScriptedLanguageModel(), Candidate(NearestBy.TfIdf));
        foreach (var row in Data.Train.Append(Row("v", "bill", "")))
            Assert.True(evaluation.MostTokens(row) <= evaluation.MostTokens(evaluation.RenderLongest(row)));
    }

    [Fact]
    public void What_cannot_be_looked_up_is_told_before_anything_is_run()
    {
        Assert.Contains("makes vectors", Refused(Data, Candidate(NearestBy.Embedding)));
        Assert.Contains("no", Refused(Data with { Train = [] }, Candidate(NearestBy.TfIdf)));
        Assert.Contains("at least 1", Refused(Data, Candidate(NearestBy.TfIdf) with { NearestExamples = new(0, NearestBy.TfIdf) }));
        Assert.Null(ExampleLookup.Create(new() { Instruction = "" }, Data, new ScriptedLanguageModel()));
    }

    private static string Refused(TaskData data, Candidate candidate) =>
        Assert.Throws<BadInputException>(() => ExampleLookup.Create(candidate, data, new ScriptedLanguageModel())).Message;

    private static Candidate Candidate(NearestBy by) => new() { Instruction = "Name it.", Mode = AnswerMode.Choice, NearestExamples = new(2, by) };

    private static ScriptedLanguageModel Embedder() => new()
    {
        Capabilities = LanguageModelCapabilities.Scoring | LanguageModelCapabilities.Embedding,
        Vector = text => [text.Contains("parcel", StringComparison.Ordinal) ? 3 : 0, text.Contains("bill", StringComparison.Ordinal) ? 2 : 0, 0.1f],
    };

    private static Example Row(string id, string input, string target) =>
        new() { Id = id, Input = input, Target = target, Fields = new Dictionary<string, string> { ["input"] = input } };
}
