using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class EpisodePlanningTests
{
    private static readonly TaskData Data = EpisodeData.Read(StairTask.Spec(""));
    private static readonly ReasoningTexts Texts = new((name, values) => string.Join(' ', values.Values.Prepend(name)));
    private static readonly Candidate Prompt = new() { Instruction = "Climb.", User = "{{observation}} {{step}}/{{step_limit}}", Decoding = new() { MaxTokens = 8 } };

    private readonly List<ChatPrompt> _prompts = [];

    [Theory]
    [InlineData(2, 0, "SS")]
    [InlineData(2, 1, "PSPS")]
    [InlineData(5, 2, "PSSPSSPS")]
    [InlineData(32, 5, "PSSSSSPSSSSSPSS")] // the world has twelve steps
    public async Task Steps_are_capped_and_plans_come_between_them(int steps, int period, string turns)
    {
        int calls = 0;
        var rollout = await PlayAsync(Planning(steps, period), _ => calls++ % 2 == 0 ? "{up}" : "{down}");
        Assert.Equal(turns, string.Concat(_prompts.Select(prompt => IsPlan(prompt) ? 'P' : 'S')));
        Assert.Equal((turns.Length, Math.Min(12, steps)), (rollout.Calls, rollout.Episode!.Steps.Count));
        Assert.Equal(turns.Count(turn => turn == 'P'), rollout.Episode.Steps.Count(step => step.Plan is not null));
    }

    [Fact]
    public async Task A_plan_is_part_of_the_chat_and_no_action()
    {
        var rollout = await PlayAsync(Planning(6, 2), prompt => IsPlan(prompt) ? "I shall go {jump}." : "{up}");
        Assert.Equal(EpisodeRecord.Success, rollout.Answer);
        Assert.All(rollout.Episode!.Steps, step => Assert.Equal("{up}", step.Action));
        Assert.Equal(["I shall go {jump}.", null, "I shall go {jump}."], rollout.Episode.Steps.Take(3).Select(step => step.Plan));
        for (int i = 1; i < _prompts.Count; i++)
            Assert.Equal(_prompts[i - 1].Messages.SkipLast(1).Select(m => m.Text), _prompts[i].Messages.Take(_prompts[i - 1].Messages.Count - 1).Select(m => m.Text));
        Assert.Equal("act-go", _prompts[1].Messages[^1].Text);
        Assert.Matches("^You are on step 2 of .\\. 3/6\n\nact-plan 4$", _prompts.Last(IsPlan).Messages[^1].Text);
    }

    [Fact]
    public async Task Steps_have_the_same_seeds_with_and_without_plans() => Assert.Equal(await SeedsAsync(0), await SeedsAsync(1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_chat_without_history_shows_a_plan_in_the_step_after_it_alone(bool isWindow)
    {
        var setting = isWindow ? StairTask.Setting(semantics: WorldSemantics.Reference) : StairTask.Setting().WithoutHistory();
        await PlayAsync(Planning(4, 2), prompt => IsPlan(prompt) ? "Up I go." : "{up}", setting);
        Assert.Equal([2, 4, 2, 2], _prompts.Take(4).Select(prompt => prompt.Messages.Count));
        Assert.Equal("Up I go.", _prompts[1].Messages[2].Text);
    }

    [Fact]
    public async Task An_episode_with_plans_is_never_charged_more_than_was_reserved()
    {
        foreach (int period in new[] { 0, 1, 3 })
        {
            var evaluation = Evaluation(Planning(9, period), prompt => IsPlan(prompt) ? string.Join(' ', Enumerable.Repeat("plan", ReasoningLoop.PlanTokens)) : "{wait} and so on and so on", StairTask.Setting(formatRetries: 20));
            foreach (var row in Data.Train)
            {
                var call = evaluation.Plan(row, 1);
                var rollout = await call.Run(CancellationToken.None);
                Assert.InRange(rollout.PromptTokens + rollout.OutputTokens, 1, call.MostTokens());
                Assert.InRange(rollout.Calls, 1, call.MostCalls);
            }
        }

        Assert.Equal(9 + 3, Evaluation(Planning(9, 3), _ => "", StairTask.Setting()).MostCalls);
        Assert.Equal(12 + 3, Evaluation(Planning(32, 4), _ => "", StairTask.Setting()).MostCalls);
    }

    private static Candidate Planning(int steps, int period) => Prompt with { Reasoning = new() { Steps = steps, PlanningPeriod = period } };

    private static bool IsPlan(ChatPrompt prompt) => prompt.Messages[^1].Text.Contains("act-plan", StringComparison.Ordinal);

    private static async Task<ulong[]> SeedsAsync(int period)
    {
        var seeds = new List<ulong>();
        var model = new ScriptedLanguageModel
        {
            Write = request =>
            {
                if (!IsPlan(request.Prompt)) seeds.Add(request.Seed);
                return "{up}";
            },
        };
        await new EpisodeEvaluation(StairTask.Setting(), model, Planning(6, period), Texts).Plan(Data.Train[0], 5).Run(CancellationToken.None);
        return [.. seeds];
    }

    private Task<Rollout> PlayAsync(Candidate candidate, Func<ChatPrompt, string> write, EpisodeSetting? setting = null) =>
        Evaluation(candidate, write, setting ?? StairTask.Setting()).Plan(Data.Train[0], 1).Run(CancellationToken.None);

    private EpisodeEvaluation Evaluation(Candidate candidate, Func<ChatPrompt, string> write, EpisodeSetting setting) => new(
        setting,
        new ScriptedLanguageModel
        {
            Write = request =>
            {
                _prompts.Add(request.Prompt);
                return write(request.Prompt);
            },
        },
        candidate,
        Texts);
}
