using PromptOpt.Feedback;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;
using static PromptOpt.Tests.Search.Operators.OperatorContexts;

namespace PromptOpt.Tests.Search.Operators;

public sealed class ReflectOperatorTests
{
    private static readonly Rollout[] Rollouts = [.. Enumerable.Range(0, 9).Select(i => new Rollout
    {
        Position = i,
        ExampleId = $"row{i}",
        Input = $"text {i}",
        Target = "red",
        Output = i % 3 == 0 ? "blue" : "red",
        Answer = i % 3 == 0 ? "blue" : "red",
        Score = i % 3 == 0 ? 0 : 1,
        PromptTokens = 1,
        OutputTokens = 1,
    })];

    [Fact]
    public async Task The_writer_sees_the_rows_of_the_gate_with_what_came_out_and_what_the_rules_say()
    {
        var (asked, proposal) = await AskAsync(context => context with { Gate = [.. Rollouts[3..6]] });
        Assert.Equal("Say which colour you find in it.", proposal!.Candidate.Instruction);
        Assert.Contains("The instructions it had:\nName the colour.", asked);
        Assert.Contains("""
            Case 1
            Input: text 3
            Reply: blue
            Feedback: wrong; 'red' is right.
            - Blood is red.

            Case 2
            Input: text 4
            Reply: red
            Feedback: this is right.

            Case 3
            """.ReplaceLineEndings("\n"), asked);
        Assert.DoesNotContain("Case 4", asked);
    }

    [Fact]
    public async Task Without_the_rules_people_wrote_the_writer_sees_the_plain_facts_once()
    {
        var (asked, _) = await AskAsync(context => context with
        {
            Gate = [.. Rollouts[3..6]],
            Without = Ablations.Rules,
            Records = [.. Rollouts.Where(rollout => rollout.Score < 1).Select(PlainFeedback.Of)],
        });
        Assert.DoesNotContain("Blood is red", asked);
        Assert.Contains("Feedback: wrong; 'red' is right.\n\nCase 2", asked);
    }

    [Fact]
    public async Task Without_a_gate_one_of_three_drawn_rows_went_wrong_at_least()
    {
        var (asked, proposal) = await AskAsync(context => context);
        Assert.Contains("Case 1\nInput: text", asked);
        Assert.Contains("Feedback: wrong", asked);
        Assert.Contains("a look at 3 rows", proposal!.Change);
    }

    [Fact]
    public async Task Where_everything_is_right_there_is_nothing_to_reflect_on()
    {
        var (asked, proposal) = await AskAsync(context => context with { Rollouts = [.. Rollouts.Where(rollout => rollout.Score >= 1)] });
        Assert.Equal(("", null), (asked, proposal));
    }

    [Fact]
    public async Task A_request_that_leaves_no_room_for_a_reply_is_not_made()
    {
        string asked = "";
        var model = new ScriptedLanguageModel { Write = request => asked = request.Prompt.Messages[^1].Text, Info = new() { Name = "small", Identity = "small", ContextTokens = 200, Engine = "test" } };
        Assert.Null(await ProposeAsync("reflect", Of(1, model, (0, "Name the colour.", 0.5)) with { Rollouts = Rollouts }));
        Assert.Equal("", asked);
    }

    private static async Task<(string Asked, Proposal? Proposal)> AskAsync(Func<ProposalContext, ProposalContext> change)
    {
        string asked = "";
        var model = new ScriptedLanguageModel
        {
            Write = request =>
            {
                asked = request.Prompt.Messages[^1].Text;
                return "Say which colour you find in it.";
            },
        };
        var context = Of(1, model, (0, "Name the colour.", 0.5)) with
        {
            Rollouts = Rollouts,
            Records = [.. Rollouts.Where(rollout => rollout.Score < 1).Select(rollout => new FeedbackRecord(rollout, new("wrong-blue", FeedbackSeverity.High, "Blood is red.")))],
        };
        var proposal = await ProposeAsync("reflect", change(context));
        return (asked, proposal);
    }
}
