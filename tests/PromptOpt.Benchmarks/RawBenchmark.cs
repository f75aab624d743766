using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>
/// The engine against a plain loop over the native functions with the same threads, key-value layout and batches: prompts alone, and answers
/// alone. Nothing is shared, so what is missing to 1 is the price of scheduling.
/// </summary>
internal sealed class RawBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int Context = 1024;
    private const int Header = 12; // the template's own tokens and one word, which all prompts have in common

    public async Task<int> RunAsync()
    {
        var size = new EngineSize(Context, LlamaOptions.DefaultParallel, options.Threads);
        using var model = LoadedModel.Load(GgufFile.Read(options.ModelPath), size, null, null, CancellationToken.None);
        await using var engine = await options.OpenEngineAsync(Context);
        record.Engine = engine.Info.Engine;
        var (ours, plain) = (new EngineSide(engine), new PlainLoop(model));
        var holds = true;
        foreach (var (requests, tokens) in new[] { (2, 512), (16, 64) })
            holds &= await RunAsync($"prefill, {requests} x {tokens} tokens", PrefillSides(ours, plain, Make(model, requests, tokens, 1)));
        foreach (var (sequences, tokens) in new[] { (1, 192), (8, 64), (16, 48) })
            holds &= await RunAsync($"decode, {sequences} x {tokens} tokens", DecodeSides(ours, plain, Make(model, sequences, 64, tokens)));
        return holds ? 0 : 1;
    }

    private static Rounds Make(LoadedModel model, int requests, int promptTokens, int answerTokens) =>
        new(seed => Workload.Create(model.Renderer, seed, requests, Header, promptTokens - Header, answerTokens));

    private static Side[] PrefillSides(EngineSide ours, PlainLoop plain, Rounds work) =>
    [
        new("engine", round => ours.AnswerAsync(work[round])),
        new("plain", round => PlainLoop.TimeAsync(work[round], plain.Together)),
    ];

    // Both hold the prompts already and compute their last two tokens again.
    private static Side[] DecodeSides(EngineSide ours, PlainLoop plain, Rounds work) =>
    [
        new("engine", async round =>
        {
            await ours.HoldAsync(work[round].Prompts);
            return AnswersOnly(await ours.AnswerAsync(work[round]));
        }),
        new("plain", async round =>
        {
            plain.Together(work[round].Tokens, 1);
            return AnswersOnly(await PlainLoop.TimeAsync(work[round], plain.Resume));
        }),
    ];

    private static Turn AnswersOnly(Turn turn) => turn with { Tokens = turn.Answers.Sum(answer => answer.Length) };

    private Task<bool> RunAsync(string scenario, Side[] sides) =>
        new TakingTurns(record, options.Pairs).RunAsync(scenario, sides, [RatioClaim.AtLeast(0.95, "plain", "engine")]);
}
