using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class ReasoningLoopTests
{
    private static readonly TaskData Data = ToyTask.OpenData();
    private static readonly Candidate Prompt = new() { Instruction = "Name the colour.", Decoding = new() { MaxTokens = 8 } };

    /// <summary>The texts by their names, so that tests read turns as <c>think-step 2 5 Answer:</c>.</summary>
    private static readonly ReasoningTexts Texts = new((name, values) => string.Join(' ', values.Values.Prepend(name)));

    private readonly List<GenerateRequest> _requests = [];

    [Theory]
    [InlineData(1, 0, "A")]
    [InlineData(3, 0, "SSA")]
    [InlineData(1, 1, "PA")]
    [InlineData(3, 1, "PSPSPA")]
    [InlineData(5, 2, "PSSPSSPA")]
    [InlineData(4, 3, "PSSSPA")]
    [InlineData(4, 32, "PSSSA")]
    public async Task Steps_and_plans_come_in_the_order_that_the_loop_enforces(int steps, int period, string turns)
    {
        var rollout = await AnswerAsync(Looping(steps, period), request => Turn(request) == 'A' ? "Answer: red" : "I think.");
        Assert.Equal(turns, string.Concat(_requests.Select(Turn)));
        Assert.Equal((turns.Length, "red"), (rollout.Calls, rollout.Answer));
        var thoughts = rollout.Samples!.Answer.Steps;
        Assert.Equal(steps, thoughts.Count);
        Assert.Equal(Enumerable.Range(1, steps).Where(step => period > 0 && (step - 1) % period == 0), Enumerable.Range(1, steps).Where(step => thoughts[step - 1].Plan is not null));
    }

    [Fact]
    public async Task A_step_with_the_mark_ends_the_loop_and_a_plan_with_it_does_not()
    {
        var rollout = await AnswerAsync(Looping(6, 1), request => Turn(request) == 'P' ? "Answer: blue" : _requests.Count > 3 ? "So it is.\n**answer:** green" : "Not yet.");
        Assert.Equal("PSPS", string.Concat(_requests.Select(Turn)));
        Assert.Equal("green", rollout.Answer);
        Assert.Equal("plan: Answer: blue\nstep 1: Not yet.\nplan: Answer: blue\nstep 2: So it is.\n**answer:** green", RolloutTrace.Of(rollout));
    }

    [Fact]
    public async Task The_chat_only_grows_and_its_turns_alternate()
    {
        await AnswerAsync(Looping(4, 2), _ => "I think.");
        Assert.Equal("train text crimson 5 0\n\nthink-plan 4", _requests[0].Prompt.Messages[^1].Text);
        Assert.Equal("think-step 1 4 Answer:", _requests[1].Prompt.Messages[^1].Text);
        for (int i = 1; i < _requests.Count; i++)
        {
            var (before, now) = (_requests[i - 1].Prompt.Messages, _requests[i].Prompt.Messages);
            Assert.Equal(before.Select(m => m.Text), now.Take(before.Count).Select(m => m.Text));
            Assert.Equal([ChatRole.Assistant, ChatRole.User], now.Skip(before.Count).Select(m => m.Role));
        }
    }

    [Fact]
    public async Task The_answer_prefix_begins_the_last_turn_alone_and_is_recorded_with_it()
    {
        var candidate = Looping(2, 1) with { AnswerPrefix = "Answer:" };
        var rollout = await AnswerAsync(candidate, request => Turn(request) == 'A' ? " blue" : "I think.");
        Assert.Equal(["", "", "", "Answer:"], _requests.Select(request => request.Prompt.AnswerPrefix));
        Assert.Equal(("Answer: blue", "blue"), (rollout.Output, rollout.Answer));
    }

    [Fact]
    public async Task Plans_have_room_where_answers_are_short_and_no_stop_ends_them()
    {
        await AnswerAsync(Looping(2, 1) with { Decoding = new() { MaxTokens = 8, Stop = ["\n"] } }, _ => "I think.");
        Assert.Equal([ReasoningLoop.PlanTokens, 8, ReasoningLoop.PlanTokens, 8], _requests.Select(request => request.Decoding.MaxTokens));
        Assert.Equal([0, 1, 0, 1], _requests.Select(request => request.Decoding.Stop.Count));
    }

    [Fact]
    public async Task Every_turn_of_every_sample_has_a_seed_of_its_own_and_the_first_samples_are_those_of_fewer()
    {
        var few = Looping(3, 2) with { Samples = 2, Decoding = new() { MaxTokens = 8, Temperature = 1 } };
        await AnswerAsync(few, _ => "I think.");
        ulong[] seeds = [.. _requests.Select(request => request.Seed)];
        Assert.Equal(10, seeds.Distinct().Count());
        _requests.Clear();
        await AnswerAsync(few with { Samples = 4 }, _ => "I think.");
        Assert.Empty(seeds.Except(_requests.Select(request => request.Seed)));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0, 4)]
    [InlineData(5, 2, 2)]
    [InlineData(8, 1, 3)]
    public async Task A_row_is_never_charged_more_than_was_reserved_even_by_a_model_that_always_writes_to_the_limit(int steps, int period, int samples)
    {
        var candidate = Looping(steps, period) with { Samples = samples, Decoding = new() { MaxTokens = 8, Temperature = 1 } };
        var evaluation = Evaluation(candidate, Model(request => string.Join(' ', Enumerable.Repeat("word", request.Decoding.MaxTokens))));
        foreach (var row in Data.Train.Take(5))
        {
            var call = evaluation.Plan(row, 1);
            var rollout = await call.Run(CancellationToken.None);
            Assert.Equal((call.MostCalls, evaluation.MostCalls), (rollout.Calls, rollout.Calls)); // the worst case is what was reserved
            Assert.InRange(rollout.PromptTokens + rollout.OutputTokens, 1, call.MostTokens());
            Assert.Equal(evaluation.MostTokens(row), call.MostTokens());
        }
    }

    [Fact]
    public async Task Room_is_needed_for_all_turns_but_for_one_sample_alone_and_a_loop_without_it_ends()
    {
        var candidate = Looping(6, 2);
        var evaluation = Evaluation(candidate, Model(_ => ""));
        long need = evaluation.ContextNeeded(Data.Train[0]);
        Assert.Equal(need, Evaluation(candidate with { Samples = 3, Decoding = new() { MaxTokens = 8, Temperature = 1 } }, Model(_ => "")).ContextNeeded(Data.Train[0]));
        Assert.True(need > Evaluation(Looping(5, 2), Model(_ => "")).ContextNeeded(Data.Train[0]));

        var rollout = await AnswerAsync(candidate, _ => "one two three four five six seven", context: 170);
        Assert.Equal("context", rollout.Finish);
        Assert.InRange(rollout.Calls, 2, 7);
        await Assert.ThrowsAsync<PromptTooLongException>(() => AnswerAsync(candidate, _ => "", context: 20));
    }

    [Fact]
    public void What_a_loop_says_comes_from_the_prompts_folder()
    {
        var texts = PromptLibrary.Load(RepositoryFolder.File("prompts")).Reasoning;
        Assert.Contains("Step 2 of at most 7", texts.ThinkStep(2, 7, "Result:"), StringComparison.Ordinal);
        Assert.Contains("\"Result:\"", texts.ThinkStep(2, 7, "Result:"), StringComparison.Ordinal);
        Assert.Contains("\"Result:\"", texts.ThinkAnswer("Result:"), StringComparison.Ordinal);
        Assert.Contains("9", texts.ThinkPlan(9), StringComparison.Ordinal);
        Assert.Contains("9", texts.ActPlan(9), StringComparison.Ordinal);
        Assert.NotEmpty(texts.ActGo);
    }

    [Theory]
    [InlineData(0, 0, "reasoning.steps: must be 1 to 32, but is 0")]
    [InlineData(33, 0, "reasoning.steps")]
    [InlineData(1, 33, "reasoning.planning_period: must be 0 (no plans) to 32, but is 33")]
    [InlineData(1, -1, "reasoning.planning_period")]
    public void Numbers_out_of_range_are_refused(int steps, int period, string part) =>
        Assert.Contains(part, Assert.Throws<BadInputException>(() => Evaluation(Looping(steps, period), Model(_ => ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_loop_is_refused_where_labels_are_scored_or_a_grammar_limits_every_reply()
    {
        var labels = ToyTask.Data();
        Assert.Contains("answer mode choice", Assert.Throws<BadInputException>(() =>
            new CandidateEvaluation(ToyTask.Spec(""), labels, Model(_ => ""), Looping(2, 0) with { Mode = AnswerMode.Choice }, null, Texts)).Message, StringComparison.Ordinal);
        var limited = ToyTask.OpenSpec("") with { Answer = new() { Constraint = new(AnswerConstraintKind.Grammar, "root ::= \"red\"") } };
        var model = new ScriptedLanguageModel { Capabilities = LanguageModelCapabilities.Constraints };
        Assert.Contains("grammar", Assert.Throws<BadInputException>(() => new CandidateEvaluation(limited, Data, model, Looping(2, 0), null, Texts)).Message, StringComparison.Ordinal);
    }

    private static Candidate Looping(int steps, int period) => Prompt with { Reasoning = new() { Steps = steps, PlanningPeriod = period } };

    private static char Turn(GenerateRequest request) => request.Prompt.Messages[^1].Text switch
    {
        var text when text.Contains("think-plan", StringComparison.Ordinal) => 'P',
        var text when text.Contains("think-answer", StringComparison.Ordinal) => 'A',
        var text when text.Contains("think-step", StringComparison.Ordinal) => 'S',
        _ => '?',
    };

    private ScriptedLanguageModel Model(Func<GenerateRequest, string> write, int context = 4096) => new()
    {
        Write = request =>
        {
            lock (_requests)
            {
                _requests.Add(request);
                return write(request);
            }
        },
        Info = new() { Name = "scripted", Identity = "scripted", ContextTokens = context, Engine = "test" },
    };

    private static CandidateEvaluation Evaluation(Candidate candidate, ScriptedLanguageModel model) => new(ToyTask.OpenSpec(""), Data, model, candidate, null, Texts);

    private async Task<Rollout> AnswerAsync(Candidate candidate, Func<GenerateRequest, string> write, int context = 4096)
    {
        var evaluation = Evaluation(candidate, Model(write, context));
        var rollout = await evaluation.Plan(Data.Train[0], 1).Run(CancellationToken.None);
        return (await evaluation.JudgeAsync([rollout], FittedCalibration.None, CancellationToken.None))[0];
    }
}
