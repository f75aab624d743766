using PromptOpt.Environments;
using PromptOpt.Feedback;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class FeedbackRecordTests
{
    [Fact]
    public void An_episode_says_what_was_seen_done_broken_and_allowed()
    {
        var record = new FeedbackRecord(Episode(), new("bumped", FeedbackSeverity.High, "The agent bumped.") { Step = 2 });
        Assert.Equal(
            """
            - The agent bumped.
              it saw: after one
              it replied: {down}
              the rule it broke: step 0 is the lowest
              allowed and useful instead: {up}
            """.ReplaceLineEndings("\n"),
            record.Text());
    }

    [Fact]
    public void The_first_step_was_seen_at_the_beginning_and_what_the_message_says_is_not_said_again()
    {
        var record = new FeedbackRecord(Episode(), new("waits", FeedbackSeverity.Low, "It wrote {wait} first.") { Step = 1 });
        Assert.Equal("- It wrote {wait} first.\n  it saw: start", record.Text());
    }

    [Fact]
    public void A_row_of_a_dataset_is_its_message() => Assert.Equal(
        "- 'a' is 'b'.",
        new FeedbackRecord(Episode() with { Episode = null }, new("wrong", FeedbackSeverity.Low, "'a' is 'b'.")).Text());

    [Fact]
    public void A_success_is_told_by_its_actions() =>
        Assert.Equal("- reached the goal in 2 steps: {wait}; {down}", FeedbackRecord.Success(Episode()));

    private static Rollout Episode() => new()
    {
        Position = 0,
        Output = "{down}",
        PromptTokens = 1,
        OutputTokens = 1,
        Episode = new()
        {
            Observation = "start",
            Steps =
            [
                new() { Reply = "{wait}", Action = "{wait}", Observation = "after one", Progress = 0 },
                new()
                {
                    Reply = "{down}", Action = "{down}", Error = "below-ground", ErrorMessage = "step 0 is the lowest", Alternative = "{up}", ErrorCount = 1, Observation = "after two",
                    Progress = 0,
                },
            ],
            End = EpisodeRecord.Stuck,
            StepLimit = 12,
            InitialProgress = 0,
            Baseline = 0,
            Bound = 3,
            BoundKind = BoundKind.Exact,
        },
    };
}
