using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class MarkedAnswerTests
{
    [Theory]
    [InlineData("No mark.", "No mark.")]
    [InlineData("It may be red.\nAnswer: blue", "blue")]
    [InlineData("The answer: red? No.\n**Answer:** blue.\n", "blue.")]
    [InlineData("ANSWER: {\"a\": 1}", "{\"a\": 1}")]
    [InlineData("It is red. Answer:", "It is red. Answer:")]
    public void What_follows_the_last_mark_is_read(string reply, string expected) => Assert.Equal(expected, MarkedAnswer.In(reply, "Answer:"));

    [Fact]
    public void Without_a_mark_the_whole_reply_is_read() => Assert.Equal("x Answer: y", MarkedAnswer.In("x Answer: y", null));

    [Theory]
    [InlineData(null, null, "It is not red, since skies are blue.\nAnswer: blue", "blue")]
    [InlineData(null, null, "It is surely green.", "green")]
    [InlineData(null, null, "It is green.\nAnswer: none of them", "green")]
    [InlineData(ExtractionKind.LastNumber, null, "3 and 4 make 7.\nAnswer: 7 (checked twice)", "7")]
    [InlineData(ExtractionKind.LastNumber, null, "Answer: 1,200 of 1500", "1500")]
    [InlineData(ExtractionKind.Whole, null, "Paris is the capital.\nAnswer: Paris", "Paris")]
    [InlineData(ExtractionKind.FirstLine, null, "First this.\nAnswer: that\nDone.", "that")]
    [InlineData(ExtractionKind.Regex, "Answer: (.*)", "Answer: that", "that")]
    [InlineData(ExtractionKind.JsonPath, "$.a", "{\"a\": 1} is wrong.\nAnswer: {\"a\": 2}", "2")]
    public void Every_extraction_looks_behind_the_mark_first_and_then_at_all(ExtractionKind? kind, string? pattern, string reply, string expected)
    {
        var task = ToyTask.Spec("") with { Answer = new() { Extract = kind, Pattern = pattern } };
        var data = kind is null ? ToyTask.Data() : ToyTask.OpenData();
        var evaluation = new CandidateEvaluation(task, data, ToyTask.Model(), new() { Instruction = "x", AnswerMark = "Answer:" });
        var rollout = new Rollout { Position = 0, ExampleId = "1", Input = "x", Target = "blue", Output = reply, PromptTokens = 1, OutputTokens = 1 };
        Assert.Equal(expected, evaluation.Judge(rollout, FittedCalibration.None).Answer);
    }

    [Fact]
    public async Task A_reply_that_reasons_is_not_cut_at_the_first_label()
    {
        var ends = new List<bool>();
        var model = new ScriptedLanguageModel { Write = request => { ends.Add(request.End is null); return "red"; } };
        foreach (string? mark in new[] { null, "Answer:" })
            await new CandidateEvaluation(ToyTask.Spec(""), ToyTask.Data(), model, new() { Instruction = "x", AnswerMark = mark }).Plan(ToyTask.Data().Train[0], 1).Run(CancellationToken.None);
        Assert.Equal([false, true], ends);
    }

    [Fact]
    public async Task An_episode_takes_the_action_behind_the_mark_and_keeps_the_whole_reply()
    {
        var task = StairTask.Spec("");
        var data = TaskDataReader.Read(task);
        var model = new ScriptedLanguageModel { Write = _ => "I could {wait}, but I will not.\nAnswer: {up}" };
        var rollouts = await SplitEvaluation.RunAsync(
            new(task, data, model, StairTask.Setting()), data, new() { Instruction = "Climb.", User = "{{observation}}", AnswerMark = "Answer:" },
            FittedCalibration.None, Phase.Test, 1, null, CancellationToken.None);
        Assert.All(rollouts, rollout => Assert.Equal(1, rollout.Score));
        Assert.All(rollouts, rollout => Assert.StartsWith("I could", rollout.Episode!.Steps[0].Reply));
    }
}
