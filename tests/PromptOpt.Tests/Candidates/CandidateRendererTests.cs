using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Candidates;

public sealed class CandidateRendererTests
{
    private static readonly Candidate Candidate = new()
    {
        Instruction = "Sort it. {{#keep}}Be fair.{{/keep}}",
        User = "Text: {{input}}",
        AnswerPrefix = "Label: ",
        Examples = [Row("first", "a"), Row("second", "b")],
        LabelWords = new Dictionary<string, string> { ["a"] = "alpha" },
    };

    [Fact]
    public void Examples_as_chat_turns_stand_between_instruction_and_row()
    {
        var prompt = new CandidateRenderer(Candidate, ["input"]).Render(Row("third", ""));
        Assert.Equal(
            [
                new(ChatRole.System, "Sort it. Be fair."),
                new(ChatRole.User, "Text: first"),
                new(ChatRole.Assistant, "Label: alpha"),
                new(ChatRole.User, "Text: second"),
                new(ChatRole.Assistant, "Label: b"),
                new(ChatRole.User, "Text: third"),
            ],
            prompt.Messages);
        Assert.Equal("Label: ", prompt.AnswerPrefix);
    }

    [Fact]
    public void Inline_examples_stand_below_the_instruction()
    {
        var prompt = new CandidateRenderer(Candidate with { Layout = ExampleLayout.Inline }, ["input"]).Render(Row("third", ""));
        Assert.Equal("Sort it. Be fair.\n\nText: first => alpha\n\nText: second => b", prompt.Messages[0].Text);
        Assert.Equal(2, prompt.Messages.Count);
    }

    [Fact]
    public void An_empty_instruction_is_no_system_message()
    {
        var prompt = new CandidateRenderer(new() { Instruction = "" }, ["input"]).Render(Row("x", ""));
        Assert.Equal([new(ChatRole.User, "x")], prompt.Messages);
        var inline = new CandidateRenderer(Candidate with { Instruction = "", Layout = ExampleLayout.Inline }, ["input"]).Render(Row("x", ""));
        Assert.Equal(new(ChatRole.System, "Text: first => alpha\n\nText: second => b"), inline.Messages[0]);
    }

    [Fact]
    public void Candidates_with_the_same_content_have_one_identity()
    {
        var words = new Dictionary<string, string> { ["b"] = "beta", ["a"] = "alpha" };
        var other = new Dictionary<string, string> { ["a"] = "alpha", ["b"] = "beta" };
        Assert.Equal(CandidateJson.Identity(Candidate with { LabelWords = words }), CandidateJson.Identity(Candidate with { LabelWords = other }));
        Assert.NotEqual(CandidateJson.Identity(Candidate), CandidateJson.Identity(Candidate with { Layout = ExampleLayout.Inline }));
        Assert.NotEqual(
            CandidateJson.Identity(Candidate), CandidateJson.Identity(Candidate with { Examples = Candidate.Examples.Reverse().ToArray() }));
    }

    private static Example Row(string input, string target) => new()
    {
        Id = input,
        Input = input,
        Target = target,
        Fields = new Dictionary<string, string> { ["input"] = input },
    };
}
