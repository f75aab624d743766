using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Evaluation;

/// <summary>Work on one row that has not been done yet: one request to the model, or an episode, with what it may cost at most.</summary>
/// <param name="Run">Does it.</param>
/// <param name="MostTokens">Counts the most tokens it can be charged; only called when tokens are limited, since counting takes time.</param>
public sealed record PlannedCall(Func<CancellationToken, Task<Rollout>> Run, Func<long> MostTokens)
{
    /// <summary>The most requests it can take: 1, or one for each sample, step and plan.</summary>
    public int MostCalls { get; init; } = 1;

    /// <summary>A plain generation whose reply is all that matters.</summary>
    public static PlannedCall Ask(ILanguageModel model, GenerateRequest request, string purpose) => new(
        async cancellationToken =>
        {
            var reply = await model.GenerateAsync(request, cancellationToken);
            return new Rollout
            {
                Position = 0,
                Input = purpose,
                Output = reply.Text,
                Finish = reply.FinishReason == FinishReason.Length ? "length" : "stop",
                PromptTokens = reply.Usage.PromptTokens,
                OutputTokens = reply.Usage.OutputTokens,
                CutOff = reply.FinishReason == FinishReason.Length ? 1 : 0,
                CachedTokens = reply.Usage.CachedTokens,
                Seconds = reply.Usage.Running.TotalSeconds,
            };
        },
        () => model.CountTokens(request.Prompt) + request.Decoding.MaxTokens);

    /// <summary>Scores of continuations, which are all that matters.</summary>
    public static PlannedCall Score(ILanguageModel model, ScoreRequest request, string purpose) => new(
        async cancellationToken =>
        {
            var scoring = await model.ScoreAsync(request, cancellationToken);
            return new Rollout
            {
                Position = 0,
                Input = purpose,
                Output = "",
                LabelLogProbabilities = scoring.LogProbabilities,
                Finish = "choice",
                PromptTokens = scoring.Usage.PromptTokens,
                OutputTokens = scoring.Usage.OutputTokens,
                CachedTokens = scoring.Usage.CachedTokens,
                Seconds = scoring.Usage.Running.TotalSeconds,
            };
        },
        () => model.CountTokens(request.Prompt) + model.CountContinuationTokens(request.Continuations));
}
