using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search;

public sealed class ProposalCheckTests
{
    private static readonly TaskData Data = ToyTask.Data() with
    {
        Test = [new() { Id = "t", Input = "my grey parcel was left in the rain behind the shed", Target = "red", Fields = new Dictionary<string, string>() }],
    };

    private static readonly Candidate Parent = new() { Instruction = "Name the colour of {{input}}. {{#keep}}Be kind.{{/keep}}", Mode = AnswerMode.Choice };

    [Theory]
    [InlineData("Say the colour of {{input}} now. {{#keep}}Be kind.{{/keep}}", null)]
    [InlineData("Say the colour. {{#keep}}Be kind.{{/keep}}", "placeholder {{input}} is lost")]
    [InlineData("Say the colour of {{input}}. Be kind.", "kept text was changed")]
    [InlineData("Say {{input}} {{colour}}. {{#keep}}Be kind.{{/keep}}", "colour")]
    [InlineData("Say {{input}} ```x``` {{#keep}}Be kind.{{/keep}}", "code fence")]
    [InlineData("{{input}}: e.g. my grey parcel was left in the RAIN, behind. {{#keep}}Be kind.{{/keep}}", "copies a data row")]
    public void A_text_that_lost_or_copied_something_is_refused(string text, string? reason)
    {
        var refusal = Check().Refusal(Parent with { Instruction = text }, Parent, []);
        if (reason is null) Assert.Null(refusal);
        else Assert.Contains(reason, refusal);
    }

    [Fact]
    public void A_candidate_that_was_tried_is_refused()
    {
        var tried = new Trial { Number = 1, Level = 0, State = TrialState.Pruned, Candidate = Parent, Operator = "seed" };
        Assert.Equal("it was tried already", Check().Refusal(Parent with { LabelWords = new Dictionary<string, string>() }, Parent, [tried]));
    }

    [Fact]
    public void A_candidate_that_does_not_fit_the_context_is_refused_with_the_numbers()
    {
        var model = new ScriptedLanguageModel { Info = new() { Name = "small", Identity = "small", ContextTokens = 20, Engine = "test" } };
        var refusal = new ProposalCheck(new(ToyTask.Spec("toy"), Data, model)).Refusal(Parent with { Examples = Data.Train.Take(9).ToArray() }, Parent, []);
        Assert.Contains("a sequence holds 20", refusal);
    }

    [Fact]
    public void An_instruction_over_the_tasks_limit_is_refused_unless_its_parent_is_longer_still()
    {
        var task = ToyTask.Spec("toy") with { Search = new() { MaxPromptTokens = 9 } };
        var check = new ProposalCheck(new(task, Data, ToyTask.Model()));
        string longer = Parent.Instruction + " And say it now please.";
        Assert.Contains("12 tokens, and search.max_prompt_tokens allows 9", check.Refusal(Parent with { Instruction = longer }, Parent, []));
        Assert.Null(check.Refusal(Parent with { Instruction = longer }, Parent with { Instruction = longer + " Now." }, []));
    }

    [Fact]
    public void Two_labels_with_one_word_are_refused()
    {
        var words = new Dictionary<string, string> { ["red"] = "blue" };
        Assert.Contains("same word", Check().Refusal(Parent with { LabelWords = words }, Parent, []));
    }

    private static ProposalCheck Check() => new(new Evaluator(ToyTask.Spec("toy"), Data, ToyTask.Model()));
}
