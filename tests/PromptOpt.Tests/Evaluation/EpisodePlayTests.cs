using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class EpisodePlayTests
{
    private static readonly TaskData Data = EpisodeData.Read(StairTask.Spec(""));
    private static readonly Candidate Prompt = new() { Instruction = "Climb.", User = "{{observation}}", Decoding = new() { MaxTokens = 8 } };

    [Fact]
    public async Task An_agent_that_climbs_succeeds_with_one_call_a_step()
    {
        var rollout = await PlayAsync("{up}");
        Assert.Equal((EpisodeRecord.Success, 1.0), (rollout.Answer, rollout.Score));
        Assert.Equal(rollout.Episode!.Bound, rollout.Episode.Steps.Count);
        Assert.Equal(rollout.Episode.Steps.Count, rollout.Calls);
    }

    [Fact]
    public async Task An_agent_that_does_nothing_is_stuck_and_scores_nothing()
    {
        var rollout = await PlayAsync("{wait}");
        Assert.Equal((EpisodeRecord.Stuck, 0.0, 4), (rollout.Answer, rollout.Score, rollout.Calls));
    }

    [Fact]
    public async Task Going_up_and_down_changes_progress_and_runs_into_the_step_limit()
    {
        int calls = 0;
        var rollout = await PlayAsync(_ => calls++ % 2 == 0 ? "{up}" : "{down}");
        Assert.Equal((EpisodeRecord.StepLimitReached, 0.0, 12), (rollout.Answer, rollout.Score, rollout.Calls));
    }

    [Fact]
    public async Task Unreadable_replies_are_answered_with_the_error_until_there_are_too_many_in_a_row()
    {
        var rollout = await PlayAsync("I climb.");
        Assert.Equal((EpisodeRecord.Format, 3), (rollout.Answer, rollout.Calls));
        int calls = 0;
        var model = new ScriptedLanguageModel { Write = _ => calls++ % 3 == 2 ? "{up}" : "I climb." };
        var other = await PlayAsync(model, StairTask.Setting());
        Assert.NotEqual(EpisodeRecord.Format, other.Answer); // every third reply can be read
        Assert.Equal(EpisodeRecord.Format, (await PlayAsync(model, StairTask.Setting(formatRetries: 0))).Answer);
        var step = rollout.Episode!.Steps[0];
        Assert.Equal(("format", null, "{up}"), (step.Error, step.Action, step.Alternative));
    }

    [Fact]
    public async Task A_violation_that_ends_the_episode_gives_its_end_and_one_that_does_not_leaves_the_state()
    {
        Assert.Equal(("jump", 1), (await PlayAsync("{jump}")) is { } r ? (r.Answer, r.Calls) : default);
        var below = await PlayAsync(request => StairTask.Seen(request).Contains("nothing below", StringComparison.Ordinal) ? "{up}" : "{down}");
        Assert.Equal("below-ground", below.Episode!.Steps[0].Error);
        Assert.Equal(0, below.Episode.Steps[0].Progress);
    }

    [Fact]
    public async Task The_chat_only_grows_and_shows_what_the_world_said()
    {
        var prompts = new List<ChatPrompt>();
        await PlayAsync(request =>
        {
            prompts.Add(request.Prompt);
            return prompts.Count == 1 ? "{down}" : "{up}";
        });
        for (int i = 1; i < prompts.Count; i++)
        {
            Assert.Equal(prompts[i - 1].Messages.Count + 2, prompts[i].Messages.Count);
            Assert.Equal(prompts[i - 1].Messages.Select(m => (m.Role, m.Text)), prompts[i].Messages.Take(prompts[i - 1].Messages.Count).Select(m => (m.Role, m.Text)));
        }

        Assert.StartsWith("There is nothing below.\nYou are on step 0", prompts[1].Messages[^1].Text, StringComparison.Ordinal);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], prompts[1].Messages.Select(m => m.Role));
    }

    [Fact]
    public async Task Published_semantics_send_one_message_with_the_history_oldest_first()
    {
        var prompts = new List<ChatPrompt>();
        await PlayAsync(
            new ScriptedLanguageModel
            {
                Write = request =>
                {
                    prompts.Add(request.Prompt);
                    return "{up}";
                },
            },
            StairTask.Setting(semantics: WorldSemantics.Reference));
        Assert.All(prompts, prompt => Assert.Equal(2, prompt.Messages.Count));
        string last = prompts[2].Messages[1].Text;
        Assert.True(last.IndexOf("State 1:", StringComparison.Ordinal) < last.IndexOf("State 2:", StringComparison.Ordinal));
        Assert.DoesNotContain("State 3:", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    public async Task A_chat_that_outgrows_the_context_ends_the_episode_with_what_was_reached(int context)
    {
        var model = new ScriptedLanguageModel
        {
            Write = _ => "{up} because it is the way",
            Info = new() { Name = "small", Identity = "small", ContextTokens = context, Engine = "test" },
        };
        var rollout = await PlayAsync(model, StairTask.Setting());
        Assert.Equal(EpisodeRecord.Context, rollout.Answer);
        Assert.InRange(rollout.Score!.Value, 0.1, 0.9);
    }

    [Fact]
    public async Task A_first_step_that_does_not_fit_is_refused_with_the_numbers()
    {
        var model = new ScriptedLanguageModel { Info = new() { Name = "tiny", Identity = "tiny", ContextTokens = 12, Engine = "test" } };
        await Assert.ThrowsAsync<PromptTooLongException>(() => PlayAsync(model, StairTask.Setting()));
    }

    [Fact]
    public async Task An_episode_is_never_charged_more_than_was_reserved()
    {
        foreach (string reply in new[] { "{up}", "{wait} and so on and so on", "{down}", "x" })
        {
            var model = new ScriptedLanguageModel { Write = _ => reply };
            var evaluation = new EpisodeEvaluation(StairTask.Setting(formatRetries: 20), model, Prompt);
            foreach (var row in Data.Train)
            {
                var call = evaluation.Plan(row, 1);
                var rollout = await call.Run(CancellationToken.None);
                Assert.InRange(rollout.PromptTokens + rollout.OutputTokens, 1, call.MostTokens());
                Assert.InRange(rollout.Calls, 1, call.MostCalls);
            }
        }
    }

    [Fact]
    public void Seeds_are_in_one_split_each_and_rows_give_their_episode_back()
    {
        var all = Data.Train.Concat(Data.Validation).Concat(Data.Test).Select(EpisodeData.Episode).ToArray();
        Assert.Equal(all.Length, all.Select(e => e.Seed).Distinct().Count());
        Assert.Equal([Phase.Train, Phase.Validation, Phase.Test], all.Select(e => e.Split).Distinct());
        Assert.Equal(Enumerable.Range(0, 12), Data.Validation.Select(row => EpisodeData.Episode(row).Index));
    }

    [Fact]
    public void Choice_mode_and_examples_are_refused()
    {
        var model = new ScriptedLanguageModel();
        Assert.Throws<BadInputException>(() => new EpisodeEvaluation(StairTask.Setting(), model, Prompt with { Mode = AnswerMode.Choice }));
        Assert.Throws<BadInputException>(() => new EpisodeEvaluation(StairTask.Setting(), model, Prompt with { User = "{{target}}" }));
    }

    private static Task<Rollout> PlayAsync(string reply) => PlayAsync(_ => reply);

    private static Task<Rollout> PlayAsync(Func<GenerateRequest, string> write) => PlayAsync(new ScriptedLanguageModel { Write = write }, StairTask.Setting());

    private static Task<Rollout> PlayAsync(ScriptedLanguageModel model, EpisodeSetting setting) =>
        new EpisodeEvaluation(setting, model, Prompt).Plan(Data.Train[0], 1).Run(CancellationToken.None);
}
