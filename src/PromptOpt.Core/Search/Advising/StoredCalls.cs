using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tuning.Llambo;

namespace PromptOpt.Search.Advising;

/// <summary>
/// The questions of an adviser as waves: paid for, stored whole, and read again instead of asked again. What is not stored, such as the probabilities of single tokens of
/// an answer, is not asked for, so that the first session sees nothing that a later one does not.
/// </summary>
/// <param name="model">The model that advises.</param>
/// <param name="ask">Runs or reads the next wave.</param>
/// <param name="isWithinMeans">Whether more may be asked.</param>
internal sealed class StoredCalls(ILanguageModel model, AskWave ask, Func<bool> isWithinMeans) : IModelCalls
{
    private Task _last = Task.CompletedTask;

    public bool IsWithinMeans => isWithinMeans();

    public async Task<IReadOnlyList<Generation>> GenerateAsync(string purpose, IReadOnlyList<GenerateRequest> requests, CancellationToken cancellationToken)
    {
        var rollouts = await AskAsync(
            [.. requests.Select(request => PlannedCall.Ask(model, request with { TopLogProbabilities = 0 }, AdviserCost.Purpose + purpose))], cancellationToken);
        return [.. rollouts.Select(Answer)];
    }

    public async Task<IReadOnlyList<IReadOnlyList<double>>> ScoreAsync(string purpose, IReadOnlyList<ScoreRequest> requests, CancellationToken cancellationToken)
    {
        var rollouts = await AskAsync([.. requests.Select(request => PlannedCall.Score(model, request, AdviserCost.Purpose + purpose))], cancellationToken);
        return [.. rollouts.Select(rollout => rollout.LabelLogProbabilities)];
    }

    /// <summary>Waits until nothing runs any more: what was cancelled holds a part of the budget until it has left the engine.</summary>
    public async Task EndedAsync() => await _last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<IReadOnlyList<Rollout>> AskAsync(IReadOnlyList<PlannedCall> calls, CancellationToken cancellationToken)
    {
        if (calls.Count == 0) return [];
        var running = ask(calls, cancellationToken);
        _last = running;
        return (await running).Rollouts;
    }

    private static Generation Answer(Rollout rollout) => new()
    {
        Text = rollout.Output,
        FinishReason = rollout.Finish == "length" ? FinishReason.Length : FinishReason.Stop,
        Usage = new() { PromptTokens = rollout.PromptTokens, OutputTokens = rollout.OutputTokens, CachedTokens = rollout.CachedTokens },
    };
}
