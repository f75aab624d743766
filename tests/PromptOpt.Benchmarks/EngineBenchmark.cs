using System.Diagnostics;
using System.Globalization;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp;
using PromptOpt.LlamaCpp.Files;
using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Benchmarks;

/// <summary>
/// The engine against a plain loop over the native functions: what scheduling costs where there is nothing to share, what sharing and
/// batching gain where there is, and how many rows a second label scoring does. Pairs are interleaved, since machines drift.
/// </summary>
internal static class EngineBenchmark
{
    private const int Slots = 16;
    private const int Context = 1024;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var file = GgufFile.Read(options.ModelPath);
        using var wide = LoadedModel.Load(file, new EngineSize(Context, Slots, options.Threads), null, null, CancellationToken.None);
        using var narrow = LoadedModel.Load(file, new EngineSize(Context, 1, options.Threads), null, null, CancellationToken.None);
        await using var engine = await LlamaLanguageModel.OpenAsync(
            new LlamaOptions { ModelPath = options.ModelPath, Threads = options.Threads, Parallel = Slots, ContextTokens = Context });
        Console.WriteLine($"{engine.Info.Engine}, {Path.GetFileName(options.ModelPath)}, {options.Threads} threads, {options.Pairs} pairs");

        using var csv = options.CsvPath is { } path ? new StreamWriter(path) : null;
        csv?.WriteLine("scenario,pair,first,engine_seconds,plain_seconds,engine_tokens_per_second,plain_tokens_per_second,ratio,same_answers");
        Workload Own(int seed) => Workload.Create("16 x (100 own + 64 answer), nothing shared", wide.Renderer, seed, 16, 12, 88, 64);
        Workload Shared(int seed) => Workload.Create("32 x (300 shared + 40 own + 32 answer)", wide.Renderer, seed, 32, 300, 40, 32);
        var overhead = await MeasureAsync(engine, Own, new PlainLoop(wide).Together, options.Pairs, csv);
        var gain = await MeasureAsync(engine, Shared, new PlainLoop(narrow).Serial, options.Pairs, csv);
        foreach (var prefix in new[] { 300, 900 }) await ScoreAsync(engine, Workload.Create("", wide.Renderer, prefix, 64, prefix, 25, 0), prefix);
        Console.WriteLine($"engine / plain batched loop: {Text(overhead)} (at least 0.95 wanted)");
        Console.WriteLine($"engine / serial loop with full prefill: {Text(gain)} (at least 3.5 wanted)");
        return overhead >= 0.95 && gain >= 3.5 ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(
        LlamaLanguageModel engine, Func<int, Workload> create, Func<int[][], int, int[][]> plain, int pairs, StreamWriter? csv)
    {
        Console.WriteLine();
        Console.WriteLine(create(0).Name);
        Console.WriteLine("  pair  engine s   plain s  engine tok/s  plain tok/s  ratio  same answers");
        var ratios = new List<double>();
        for (var pair = 0; pair <= pairs; pair++)
        {
            var engineFirst = pair % 2 == 0;
            var work = create(pair); // other texts every time, so that nothing of the last round can be reused
            var (answers, engineSeconds) = engineFirst ? await EngineAsync(engine, work) : ([], 0);
            var start = Stopwatch.GetTimestamp();
            var plainTokens = plain(work.Tokens, work.AnswerTokens);
            var plainSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!engineFirst) (answers, engineSeconds) = await EngineAsync(engine, work);
            if (pair == 0) continue; // warms up both
            var same = answers.Zip(plainTokens).Count(both => both.First.SequenceEqual(both.Second));
            ratios.Add(plainSeconds / engineSeconds);
            Report(work, pair, engineFirst, engineSeconds, plainSeconds, same, csv);
        }

        return Median(ratios);
    }

    private static void Report(Workload work, int pair, bool engineFirst, double engineSeconds, double plainSeconds, int same, StreamWriter? csv)
    {
        var (engineRate, plainRate) = (work.TotalTokens / engineSeconds, work.TotalTokens / plainSeconds);
        var ratio = plainSeconds / engineSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"  {pair,4}  {engineSeconds,8:F2}  {plainSeconds,8:F2}  {engineRate,12:F0}  {plainRate,11:F0}  {ratio,5:F2}  {same} of {work.Prompts.Length}"));
        csv?.WriteLine(FormattableString.Invariant(
            $"\"{work.Name}\",{pair},{(engineFirst ? "engine" : "plain")},{engineSeconds:F3},{plainSeconds:F3},{engineRate:F1},{plainRate:F1},{ratio:F3},{same}"));
        csv?.Flush();
    }

    private static async Task<(int[][] Answers, double Seconds)> EngineAsync(LlamaLanguageModel engine, Workload work)
    {
        var requests = work.Prompts.Select(prompt => Request(engine, prompt, work.AnswerTokens)).ToList();
        var start = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(requests.Select(request => engine.GenerateTokensAsync(request)));
        return (answers, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static GenerateRequest Request(LlamaLanguageModel engine, ChatPrompt prompt, int tokens) => new()
    {
        Prompt = prompt,
        Decoding = new DecodingParameters
        {
            MaxTokens = tokens,
            LogitBias = engine.EndTokens.ToDictionary(token => token, _ => double.NegativeInfinity),
        },
    };

    private static async Task ScoreAsync(LlamaLanguageModel engine, Workload work, int prefix)
    {
        string[] labels = ["play music", "add to playlist", "book a restaurant", "weather", "rate a book", "search", "event", "other"];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(work.Prompts.Select(prompt => engine.ScoreAsync(new ScoreRequest { Prompt = prompt, Continuations = labels })));
        var rate = work.Prompts.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"scoring, {prefix} shared + 25 own tokens, {labels.Length} labels of {engine.CountContinuationTokens(labels)} tokens: {Text(rate)} rows/s");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }

    private static string Text(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
