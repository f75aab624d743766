using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class AnswerConstraintTests
{
    private static readonly AnswerConstraint YesOrNo = new(AnswerConstraintKind.Grammar, "root ::= \"yes\" | \"no\"");

    [Fact]
    public async Task Written_answers_carry_the_constraint_and_the_end_of_their_extraction()
    {
        var asked = new List<GenerateRequest>();
        var model = Model(LanguageModelCapabilities.Constraints, asked);
        var task = Task(YesOrNo) with { Answer = new AnswerSpec { Constraint = YesOrNo, Extract = ExtractionKind.FirstLine } };
        await new CandidateEvaluation(task, Data, model, Free).Plan(Data.Train[0], 1).Run(CancellationToken.None);
        Assert.Equal(YesOrNo, Assert.Single(asked).Constraint);
        Assert.Equal(AnswerEndKind.FirstLine, asked[0].End!.Kind);
    }

    [Fact]
    public void A_model_that_cannot_obey_is_refused_before_a_call_but_not_in_choice_mode()
    {
        var model = Model(LanguageModelCapabilities.Scoring, []);
        Assert.Contains("cannot obey", Fail(model, Free), StringComparison.Ordinal);
        _ = new CandidateEvaluation(Task(YesOrNo), Data, model, Free with { Mode = AnswerMode.Choice });
    }

    [Fact]
    public void A_prefix_that_the_grammar_forbids_is_refused_before_a_call()
    {
        var model = Model(LanguageModelCapabilities.Constraints, []);
        _ = new CandidateEvaluation(Task(YesOrNo), Data, model, Free with { AnswerPrefix = "ye" });
        Assert.Contains("the answer prefix 'Answer:' is impossible", Fail(model, Free with { AnswerPrefix = "Answer:" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_grammar_is_another_study()
    {
        var other = new AnswerConstraint(AnswerConstraintKind.Grammar, YesOrNo.Text + " | \"maybe\"");
        string[] prints = [.. new[] { null, YesOrNo, other }.Select(constraint => TaskFingerprint.Compute(Task(constraint), Data, "no-prompts"))];
        Assert.Equal(3, prints.Distinct().Count());
    }

    private static Candidate Free { get; } = new() { Instruction = "Answer." };

    private static TaskData Data { get; } = ToyTask.Data();

    private static TaskSpec Task(AnswerConstraint? constraint) =>
        ToyTask.Spec("no-folder") with { Answer = new AnswerSpec { Labels = ToyTask.Labels, Constraint = constraint } };

    private static ScriptedLanguageModel Model(LanguageModelCapabilities capabilities, List<GenerateRequest> asked) => new()
    {
        Capabilities = capabilities,
        Write = request =>
        {
            asked.Add(request);
            return "yes";
        },
    };

    private static string Fail(ILanguageModel model, Candidate candidate) =>
        Assert.Throws<BadInputException>(() => new CandidateEvaluation(Task(YesOrNo), Data, model, candidate)).Message;
}
