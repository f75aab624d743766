using System.Diagnostics;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Benchmarks;

/// <summary>
/// What a label costs: the best label found, all labels scored, an answer written, and the prompts alone. The rows are cut into as many chunks as there are pairs,
/// and every variant does every chunk.
/// </summary>
internal sealed class ChoiceBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int Context = 1024;

    public async Task<int> RunAsync()
    {
        await using var engine = await options.OpenEngineAsync(Context);
        record.Engine = engine.Info.Engine;
        var task = ChoiceTask.Read(options, engine, sequences: LlamaOptions.DefaultParallel);
        var chunks = task.Prompts.Chunk((task.Prompts.Length + options.Pairs - 1) / options.Pairs).ToArray();
        ChoiceVariant score = new("score", async prompt => (await engine.ScoreAsync(new() { Prompt = prompt, Continuations = task.Labels })).Usage);
        double[] none = new double[task.Labels.Count];
        ChoiceVariant decide = new("decide", async prompt => (await engine.ScoreAsync(new() { Prompt = prompt, Continuations = task.Labels, BestAfter = none })).Usage);
        ChoiceVariant write = new("write", async prompt => (await engine.GenerateAsync(new() { Prompt = prompt, Decoding = new() { MaxTokens = 32, Stop = ["\n"] } })).Usage);
        ChoiceVariant prefill = new("prefill", async prompt => (await engine.GenerateAsync(new() { Prompt = prompt, Decoding = new() { MaxTokens = 1 } })).Usage);
        var ours = new EngineSide(engine);
        ChoiceVariant[] variants = [decide, score, write, prefill];
        var sides = variants.Select(variant => new Side(variant.Name, round => TakeTurnAsync(variant, round, chunks[Math.Max(0, round - 1)], task, ours)));
        var scenario = $"{task.Prompts.Length} rows of {Path.GetFileName(Path.TrimEndingDirectorySeparator(options.TaskFolder))}, {task.Labels.Count} labels, {options.Examples} examples a label";
        var holds = await new TakingTurns(record, chunks.Length).RunAsync(
            scenario, [.. sides], [RatioClaim.AtLeast(2, write.Name, decide.Name), RatioClaim.AtMost(1.4, decide.Name, prefill.Name), new(new("score / prefill"), score.Name, prefill.Name)]);
        foreach (var variant in variants) record.Judge(scenario, new($"{variant.Name}, output tokens a row"), [.. variant.OutputTokens]);
        return holds ? 0 : 1;
    }

    // Every turn begins with the same in memory: the instruction and other rows, in all sequences.
    private static async Task<Turn> TakeTurnAsync(ChoiceVariant variant, int round, ChatPrompt[] prompts, ChoiceTask task, EngineSide ours)
    {
        await ours.HoldAsync(task.Between);
        var start = Stopwatch.GetTimestamp();
        var usages = await Task.WhenAll(prompts.Select(variant.AskAsync));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (round > 0) variant.OutputTokens.AddRange(usages.Select(usage => (double)usage.OutputTokens));
        return new Turn(seconds, usages.Sum(usage => (long)usage.TotalTokens), []);
    }
}
