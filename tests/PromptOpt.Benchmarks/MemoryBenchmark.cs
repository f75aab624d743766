using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Benchmarks;

/// <summary>Whether memory grows with the number of requests: short ones of all kinds, each with a text of its own, labels that change.</summary>
internal sealed class MemoryBenchmark(BenchmarkOptions options, BenchmarkRecord record)
{
    private const int AtOnce = 50;
    private const double Mebibyte = 1 << 20;
    private static readonly string[] Words = ["the", "time", "people", "way", "water", "world", "life", "house", "day", "year"];

    public async Task<int> RunAsync()
    {
        await using var engine = await options.OpenEngineAsync(512);
        record.Engine = engine.Info.Engine;
        var all = options.Requests ?? 10_000;
        var (step, early) = (Math.Max(AtOnce, all / 10), 0.0);
        for (var done = 0; done < all;)
        {
            for (var end = done + step; done < end; done += AtOnce)
                await Task.WhenAll(Enumerable.Range(done, AtOnce).Select(i => AskAsync(engine, i)));
            var (resident, managed) = (Environment.WorkingSet / Mebibyte, GC.GetTotalMemory(forceFullCollection: false) / Mebibyte);
            if (done == step) early = resident;
            Console.WriteLine(FormattableString.Invariant($"  {done,6} requests  {resident,8:F1} MiB resident  {managed,8:F1} MiB managed"));
            record.Row("requests,resident_mib,managed_mib", FormattableString.Invariant($"{done},{resident:F1},{managed:F1}"));
        }

        var growth = (Environment.WorkingSet / Mebibyte) - early;
        return record.Judge($"{all} requests", new($"resident MiB more than after {step}", AtMost: 32), [growth]) ? 0 : 1;
    }

    // Half are scored, with a set of labels of its own for every 20 of them; half are written, some of them drawn at random.
    private static Task AskAsync(LlamaLanguageModel engine, int number)
    {
        var text = string.Join(' ', new[] { 1, 10, 100, 1000 }.Select(place => Words[number / place % 10]));
        ChatPrompt prompt = new() { Messages = [new(ChatRole.System, ""), new(ChatRole.User, text)] };
        return number % 2 == 0
            ? engine.ScoreAsync(new() { Prompt = prompt, Continuations = [.. Enumerable.Range(number / 40, 3).Select(i => $"label {i}")] })
            : engine.GenerateAsync(new() { Prompt = prompt, Seed = (ulong)number, Decoding = new() { MaxTokens = 2, Temperature = number % 3 == 0 ? 1 : 0, TopK = 40 } });
    }
}
