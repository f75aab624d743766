using System.Collections.Concurrent;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class SampledAnswersTests
{
    private static readonly TaskData Data = ToyTask.OpenData();
    private static readonly Candidate Sampled = new() { Instruction = "Name the colour.", Samples = 5, Decoding = new() { MaxTokens = 8, Temperature = 0.7 } };

    [Fact]
    public async Task The_answer_that_most_samples_give_counts_and_all_are_charged_and_kept()
    {
        var rollout = await AnswerAsync(Sampled, ["Blue", "red", "RED.", "green", "\"red\""]);
        Assert.Equal("red", rollout.Answer); // as it was written first
        Assert.Equal((5, 1.0), (rollout.Calls, rollout.Score));
        Assert.Equal(1, rollout.Samples!.Chosen);
        Assert.Equal(["Blue", "red", "RED.", "green", "\"red\""], rollout.Samples.Drawn.Select(sample => sample.Output));
    }

    [Fact]
    public async Task The_first_sample_has_the_seed_of_a_single_one_and_all_seeds_differ()
    {
        var seeds = new List<ulong>();
        var model = new ScriptedLanguageModel { Write = request => { lock (seeds) seeds.Add(request.Seed); return "red"; } };
        await Evaluation(Sampled, model).Plan(Data.Train[0], 77).Run(CancellationToken.None);
        Assert.Contains(77ul, seeds);
        Assert.Equal(5, seeds.Distinct().Count());
    }

    [Fact]
    public async Task The_likeliest_reply_counts_where_that_is_the_rule_and_only_then_are_probabilities_asked_for()
    {
        var likely = Sampled with { Aggregation = Aggregation.BestLogProbability };
        Assert.Equal("green", (await AnswerAsync(likely, ["red", "red", "green", "red", "red"])).Answer);
        Assert.Equal("red", (await AnswerAsync(Sampled, ["red", "red", "green", "red", "red"])).Answer);
        Assert.Equal("red", (await AnswerAsync(Sampled with { Aggregation = Aggregation.First }, ["red", "green", "green", "green", "green"])).Answer);
        var silent = new ScriptedLanguageModel();
        Assert.Contains("best-log-probability", Refusal(likely, silent), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latency_of_a_row_is_that_of_its_slowest_sample_and_cut_off_replies_are_counted()
    {
        int calls = 0;
        var model = new ScriptedLanguageModel
        {
            Write = _ => "red",
            Finish = _ => calls % 2 == 0 ? FinishReason.Stop : FinishReason.Length,
            Takes = _ => TimeSpan.FromSeconds(Interlocked.Increment(ref calls)),
        };
        var rollout = await Evaluation(Sampled with { Samples = 3 }, model).Plan(Data.Train[0], 1).Run(CancellationToken.None);
        Assert.Equal(3, rollout.Seconds);
        Assert.InRange(rollout.CutOff, 1, 2);
    }

    [Fact]
    public void Samples_that_would_all_be_the_same_are_refused()
    {
        var model = new ScriptedLanguageModel();
        Assert.Contains("at temperature 0 nothing is drawn", Refusal(Sampled with { Decoding = new() }, model), StringComparison.Ordinal);
        Assert.Contains("answer mode choice", Assert.Throws<BadInputException>(
            () => new CandidateEvaluation(ToyTask.Spec(""), ToyTask.Data(), model, Sampled with { Mode = AnswerMode.Choice })).Message, StringComparison.Ordinal);
        Assert.Contains("samples: must be 1 to 64, but is 65", Refusal(Sampled with { Samples = 65 }, model), StringComparison.Ordinal);
        Assert.Contains("samples", Refusal(Sampled with { Samples = 0 }, model), StringComparison.Ordinal);
        Assert.Contains("an episode cannot", Assert.Throws<BadInputException>(
            () => new EpisodeEvaluation(StairTask.Setting(), model, Sampled with { User = "{{observation}}" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MetricKind.Numeric, "1,000.0", "1000")]
    [InlineData(MetricKind.Numeric, "-0", "0")]
    [InlineData(MetricKind.ExactMatch, " \"The Red\". ", "the  red")]
    [InlineData(MetricKind.TokenF1, "The red, car", "red car")]
    [InlineData(MetricKind.SlotF1, """{"a": 1, "b": ["x", "y"]}""", """{"b":["Y","x"],"a":1.0}""")]
    public void Answers_that_the_metric_takes_as_the_same_are_one_vote(MetricKind kind, string one, string other)
    {
        var metric = new MetricSpec { Kind = kind };
        Assert.Equal(Metric.Normal(metric, one), Metric.Normal(metric, other));
        Assert.NotEqual(Metric.Normal(metric, one), Metric.Normal(metric, "{\"c\": 7}"));
    }

    private static string Refusal(Candidate candidate, ScriptedLanguageModel model) => Assert.Throws<BadInputException>(() => Evaluation(candidate, model)).Message;

    private static CandidateEvaluation Evaluation(Candidate candidate, ScriptedLanguageModel model) => new(ToyTask.OpenSpec(""), Data, model, candidate);

    /// <summary>Samples with these replies, in the order of their seeds.</summary>
    private static async Task<Rollout> AnswerAsync(Candidate candidate, string[] replies)
    {
        var seeds = new List<ulong>();
        for (int samples = 1; samples <= replies.Length; samples++)
        {
            var seen = new ConcurrentBag<ulong>();
            var learning = new ScriptedLanguageModel { Write = request => { seen.Add(request.Seed); return ""; } };
            await Evaluation(Sampled with { Samples = samples }, learning).Plan(Data.Train[0], 1).Run(CancellationToken.None);
            seeds.AddRange(seen.Except(seeds)); // just one more each time
        }

        var model = new ScriptedLanguageModel
        {
            Capabilities = LanguageModelCapabilities.TokenProbabilities,
            Write = request => replies[seeds.IndexOf(request.Seed)],
            LogProbability = text => text == "green" ? -0.1 : -2,
        };
        var evaluation = Evaluation(candidate, model);
        var rollout = await evaluation.Plan(Data.Train[0], 1).Run(CancellationToken.None);
        return (await evaluation.JudgeAsync([rollout], FittedCalibration.None, CancellationToken.None))[0];
    }
}
