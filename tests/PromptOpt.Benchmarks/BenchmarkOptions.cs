using System.Globalization;
using PromptOpt.LlamaCpp;

namespace PromptOpt.Benchmarks;

/// <summary>What to measure.</summary>
internal sealed record BenchmarkOptions
{
    private static readonly string[] Names = ["engine", "raw", "layout", "node", "node-settings", "choice", "memory", "overhead"];

    /// <summary>One of the names in the usage text.</summary>
    public required string Benchmark { get; init; }

    /// <summary>Rounds that count, after one to warm up.</summary>
    public int Pairs { get; init; } = 9;

    /// <summary>Threads of every side.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where CSV files go; null for none.</summary>
    public string? OutputFolder { get; init; }

    public string ModelPath { get; init; } = Below("models", "smollm2-135m-instruct-q4_1.gguf");

    public string TaskFolder { get; init; } = Below("tasks", "support-intent");

    /// <summary>Rows of the label task.</summary>
    public int Rows { get; init; } = 500;

    /// <summary>Examples a label in the prompts of the label task.</summary>
    public int Examples { get; init; } = 2;

    /// <summary>Flash attention of node-llama-cpp: auto, which is its default, or off.</summary>
    public string Flash { get; init; } = "auto";

    /// <summary>Requests of a turn (node) or of all (memory); null for as many as the claims are about.</summary>
    public int? Requests { get; init; }

    /// <summary>Reads the command line; null when it makes no sense.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        if (args.Length % 2 == 0 || !Names.Contains(args[0])) return null;
        var options = new BenchmarkOptions { Benchmark = args[0] };
        for (var i = 1; i < args.Length; i += 2)
        {
            if (options.With(args[i], args[i + 1]) is not { } next) return null;
            options = next;
        }

        return options;
    }

    /// <summary>A path below the repository's root.</summary>
    public static string Below(params string[] names)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PromptOpt.sln"))) directory = directory.Parent;
        return Path.Combine([directory?.FullName ?? ".", .. names]);
    }

    /// <summary>Opens the engine as the product does, with its default number of sequences.</summary>
    /// <param name="contextTokens">Tokens of a sequence.</param>
    public Task<LlamaLanguageModel> OpenEngineAsync(int contextTokens) => LlamaLanguageModel.OpenAsync(
        new LlamaOptions { ModelPath = ModelPath, Threads = Threads, Parallel = LlamaOptions.DefaultParallel, ContextTokens = contextTokens });

    private BenchmarkOptions? With(string name, string value) => (name, Number(value)) switch
    {
        ("--pairs", > 0 and var pairs) => this with { Pairs = pairs },
        ("--threads", > 0 and var threads) => this with { Threads = Math.Min(threads, Environment.ProcessorCount) }, // as the engine does
        ("--rows", > 0 and var rows) => this with { Rows = rows },
        ("--examples", { } examples) => this with { Examples = examples },
        ("--requests", > 0 and var requests) => this with { Requests = requests },
        ("--flash", _) when value is "auto" or "off" => this with { Flash = value },
        ("--output", _) => this with { OutputFolder = value },
        ("--model", _) => this with { ModelPath = value },
        ("--task", _) => this with { TaskFolder = value },
        _ => null,
    };

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
