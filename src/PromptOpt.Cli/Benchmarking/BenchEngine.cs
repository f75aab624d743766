using PromptOpt.LanguageModels;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>The model under measurement. Answers are greedy and exactly as long as asked for.</summary>
/// <param name="model">The model.</param>
/// <param name="backend">Looks into the engine.</param>
/// <param name="time">Measures.</param>
internal sealed class BenchEngine(ILanguageModel model, Backend backend, TimeProvider time)
{
    // Requests that end with their prompt could go through one slot one after the other; these stay until all have a slot.
    private const int LongEnoughToMeet = 8;

    private readonly Dictionary<int, double> _banned = backend.EndTokens(model).ToDictionary(token => token, _ => double.NegativeInfinity);

    /// <summary>Answers all prompts at once.</summary>
    public Task<IReadOnlyList<CallUsage>> AnswerAsync(IEnumerable<ChatPrompt> prompts, int tokens, CancellationToken cancellationToken) =>
        AllAsync(prompts, async prompt => (await model.GenerateAsync(
            new() { Prompt = prompt, Decoding = new() { MaxTokens = tokens, LogitBias = _banned } }, cancellationToken)).Usage);

    /// <summary>Scores labels after all prompts at once.</summary>
    public Task<IReadOnlyList<CallUsage>> ScoreAsync(IEnumerable<ChatPrompt> prompts, IReadOnlyList<string> labels, CancellationToken cancellationToken) =>
        AllAsync(prompts, async prompt => (await model.ScoreAsync(new() { Prompt = prompt, Continuations = labels }, cancellationToken)).Usage);

    /// <summary>Computes prompts side by side, so that the next request for one of them finds it computed.</summary>
    public Task HoldAsync(IEnumerable<ChatPrompt> prompts, CancellationToken cancellationToken) => AnswerAsync(prompts, LongEnoughToMeet, cancellationToken);

    /// <summary>Measures some work.</summary>
    public async Task<BenchTiming> TimeAsync(Func<Task<IReadOnlyList<CallUsage>>> work)
    {
        var (busy, start) = (backend.ReadStatistics(model)?.Busy, time.GetTimestamp());
        var usages = await work();
        var wall = time.GetElapsedTime(start);
        return new(wall.TotalSeconds, usages, (backend.ReadStatistics(model)?.Busy - busy) / wall);
    }

    private static async Task<IReadOnlyList<CallUsage>> AllAsync(IEnumerable<ChatPrompt> prompts, Func<ChatPrompt, Task<CallUsage>> ask) =>
        await Task.WhenAll(prompts.Select(ask));
}
