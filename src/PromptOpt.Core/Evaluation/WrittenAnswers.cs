using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>The written answers to one row: the samples of a candidate, each of them one request or a reasoning loop, and the most that they can cost.</summary>
/// <param name="model">The model that answers.</param>
/// <param name="candidate">The candidate, in free mode.</param>
/// <param name="texts">What its reasoning loop says; null if it has none.</param>
/// <param name="plain">The request of a plain answer but for prompt and seed.</param>
internal sealed class WrittenAnswers(ILanguageModel model, Candidate candidate, ReasoningTexts? texts, GenerateRequest plain)
{
    private const ulong Sample = 0x53414D50;

    /// <summary>The most requests of a row.</summary>
    public int MostCalls => candidate.Samples * Turns;

    private int Turns => candidate.Reasoning is { } loop ? loop.Steps + loop.PlansIn(loop.Steps) : 1;

    /// <summary>Alternatives to ask for with each token: with one, the log-probability of the token itself is reported, too.</summary>
    public static int LogProbabilitiesOf(Candidate candidate) => candidate is { Samples: > 1, Aggregation: Aggregation.BestLogProbability } ? 1 : 0;

    /// <summary>The most tokens that a row can be charged.</summary>
    /// <param name="prompt">Its chat.</param>
    public long MostTokens(ChatPrompt prompt) => candidate.Samples * MostOfSample(prompt);

    /// <summary>Tokens that a sequence must hold so that no sample can be cut off.</summary>
    /// <param name="prompt">The chat.</param>
    public long ContextNeeded(ChatPrompt prompt)
    {
        if (candidate.Reasoning is null) return model.CountTokens(prompt) + candidate.Decoding.MaxTokens;
        var (first, each) = CountLoop(prompt);
        return first + (Turns - 1) * each;
    }

    /// <summary>Draws all samples together, since they share the beginning of the prompt.</summary>
    /// <param name="row">The rollout of the row, without answer.</param>
    /// <param name="prompt">Its chat.</param>
    /// <param name="seed">Seed of the first sample; those of the others are forked from it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Rollout> DrawAsync(Rollout row, ChatPrompt prompt, ulong seed, CancellationToken cancellationToken)
    {
        long most = candidate.Reasoning is null ? long.MaxValue : MostOfSample(prompt);
        var draws = await Task.WhenAll(Enumerable.Range(0, candidate.Samples).Select(i => DrawOneAsync(row, prompt, SeedOf(seed, i), most, cancellationToken)));
        var drawn = draws.Select(draw => draw.Sample).ToArray();
        return draws[0].Rollout with
        {
            Output = drawn[0].Output,
            Finish = drawn[0].Finish,
            PromptTokens = draws.Sum(draw => draw.Rollout.PromptTokens),
            OutputTokens = draws.Sum(draw => draw.Rollout.OutputTokens),
            CachedTokens = draws.Sum(draw => draw.Rollout.CachedTokens),
            Seconds = draws.Max(draw => draw.Rollout.Seconds),
            Calls = draws.Sum(draw => draw.Rollout.Calls),
            CutOff = draws.Sum(draw => draw.Rollout.CutOff),
            Samples = candidate is { Samples: 1, Reasoning: null } ? null : new() { Drawn = drawn },
        };
    }

    private static ulong SeedOf(ulong seed, int sample) => sample == 0 ? seed : new SeededRandom(seed).Fork(Sample, (ulong)sample).NextBits();

    private async Task<(Rollout Rollout, SampleRecord Sample)> DrawOneAsync(
        Rollout row, ChatPrompt prompt, ulong seed, long most, CancellationToken cancellationToken)
    {
        var turns = new ModelTurns(model, most);
        var sample = candidate.Reasoning is null
            ? await AnswerAsync(turns, prompt, seed, cancellationToken)
            : await new ReasoningPlay(candidate, texts!, turns, new(seed)).RunAsync(prompt, cancellationToken);
        return (turns.Charged(row), sample);
    }

    private async Task<SampleRecord> AnswerAsync(ModelTurns turns, ChatPrompt prompt, ulong seed, CancellationToken cancellationToken)
    {
        var reply = await turns.AskAsync(plain with { Prompt = prompt, Seed = seed, TopLogProbabilities = LogProbabilitiesOf(candidate) }, cancellationToken);
        return new()
        {
            Output = reply.Text,
            Finish = reply.FinishReason == FinishReason.Length ? "length" : "stop",
            MeanLogProbability = reply.Tokens.Count == 0 ? null : reply.Tokens.Average(token => token.Chosen.LogProbability),
        };
    }

    private long MostOfSample(ChatPrompt prompt)
    {
        if (candidate.Reasoning is null) return model.CountTokens(prompt) + candidate.Decoding.MaxTokens;
        var (first, each) = CountLoop(prompt);
        return ModelTurns.Most(Turns, first, each, model.Info.ContextTokens);
    }

    /// <summary>Tokens of a loop's first turn and of each later one, at most. A loop that would need more, which no counted text does, ends.</summary>
    private (long First, long Each) CountLoop(ChatPrompt prompt)
    {
        var loop = candidate.Reasoning!;
        string mark = MarkedAnswer.MarkOf(candidate)!;
        string[] said = [texts!.ThinkStep(loop.Steps, loop.Steps, mark), texts.ThinkAnswer(mark), .. loop.PlanningPeriod > 0 ? [texts.ThinkPlan(loop.Steps)] : Array.Empty<string>()];
        int longest = said.Max(model.CountTokens), prefix = model.CountTokens(candidate.AnswerPrefix);
        long each = longest + prefix + Planning.MostReply(candidate) + ModelTurns.SpareTokens;
        return (model.CountTokens(prompt) + each, each);
    }
}
