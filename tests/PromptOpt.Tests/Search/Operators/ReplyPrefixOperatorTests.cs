using PromptOpt.Environments;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Search.Operators;

public sealed class ReplyPrefixOperatorTests
{
    [Fact]
    public async Task Replies_are_made_to_begin_as_all_allowed_ones_do_and_freely_again()
    {
        var context = Context("{Move up}", "{Move down}", "{Pick goal}");
        var made = (await OperatorContexts.ProposeAsync("reply-prefix", context))!;
        Assert.Equal("{", made.Candidate.AnswerPrefix);
        Assert.Equal("{Move", (await OperatorContexts.ProposeAsync("reply-prefix", Context("{Move up}", "{Move down}", "{Move left}")))!.Candidate.AnswerPrefix);
        var back = await OperatorContexts.ProposeAsync("reply-prefix", context with { Base = made.Candidate });
        Assert.Equal("", back!.Candidate.AnswerPrefix);
    }

    [Fact]
    public async Task Nothing_in_common_or_too_little_seen_gives_nothing()
    {
        Assert.Null(await OperatorContexts.ProposeAsync("reply-prefix", Context("pick up", "stack", "unstack")));
        Assert.Null(await OperatorContexts.ProposeAsync("reply-prefix", Context("{Move up}", "{Move up}")));
        Assert.Null(await OperatorContexts.ProposeAsync("reply-prefix", Context("{a}", "{b}", "{c}") with { Task = ToyTask.Spec("toy") }));
    }

    private static ProposalContext Context(params string[] allowed) => OperatorContexts.Of(1, null, (0, "Move.", 0.5)) with
    {
        Task = StairTask.Spec("stair"),
        Rollouts =
        [
            .. allowed.Select((reply, i) => new Rollout
            {
                Position = i,
                Output = "",
                PromptTokens = 1,
                OutputTokens = 1,
                Episode = new()
                {
                    Observation = "",
                    Steps = [new() { Reply = "hm", Observation = "", Progress = 0, Error = "format", Alternative = reply }],
                    End = EpisodeRecord.Format,
                    StepLimit = 5,
                    InitialProgress = 0,
                    Baseline = 0,
                    Bound = 3,
                    BoundKind = BoundKind.Exact,
                },
            }),
        ],
    };
}
