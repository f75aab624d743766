using System.Globalization;
using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>Which table to record or to replay.</summary>
internal sealed record DecodingTableOptions
{
    /// <summary>Whether samplers search it; else it is recorded.</summary>
    public required bool Replays { get; init; }

    /// <summary>Where the table and its reports lie.</summary>
    public required string Folder { get; init; }

    /// <summary>The task; arithmetic-words unless said.</summary>
    public string TaskFolder { get; init; } = BenchmarkOptions.Below("tasks", "arithmetic-words");

    /// <summary>The model; the included one unless said.</summary>
    public string ModelPath { get; init; } = BenchmarkOptions.Below("models", "smollm2-135m-instruct-q4_1.gguf");

    /// <summary>Threads of the engine.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Validation rows that are asked.</summary>
    public int Examples { get; init; } = 40;

    /// <summary>Most tokens of an answer.</summary>
    public int MaxTokens { get; init; } = 48;

    /// <summary>Samplers that search; those that learn, and random, unless said.</summary>
    public IReadOnlyList<string> Samplers { get; init; } = ["random", "sobol", "gp-ei", "noisy-ei", "tpe", "random-forest", "hyperband", "bohb"];

    /// <summary>Studies of each sampler.</summary>
    public int Seeds { get; init; } = 400;

    /// <summary>Full evaluations of a study.</summary>
    public int Trials { get; init; } = 20;

    /// <summary>Examples of a full evaluation, drawn anew for each study.</summary>
    public int Rows { get; init; } = 20;

    /// <summary>What others are held against; random unless said.</summary>
    public string Against { get; init; } = "random";

    /// <summary>Temperatures that a start points at, all of them in the table; empty, the default, for no start.</summary>
    public IReadOnlyList<double> StartTemperatures { get; init; } = [];

    /// <summary>Calls that the start costs.</summary>
    public int StartCalls { get; init; } = 56;

    /// <summary>The studies: of each sampler as it is, and where there is a start, with it.</summary>
    public IEnumerable<(string Name, string Sampler, DecodingStart? Start)> Arms => Samplers.SelectMany(name => StartTemperatures.Count == 0
        ? [(name, name, null)]
        : new (string, string, DecodingStart?)[] { (name, name, null), (name + "-started", name, new(StartTemperatures, StartCalls)) });

    /// <summary>The file of the table.</summary>
    public string TablePath => Path.Combine(Folder, "table.jsonl");

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BadInputException">It makes no sense.</exception>
    public static DecodingTableOptions Parse(IReadOnlyList<string> args)
    {
        if (args is not ["record" or "replay", _, ..] || args.Count % 2 != 0)
            throw new BadInputException("decoding-table: give record FOLDER [--task FOLDER] [--model FILE] [--threads N] [--examples N] [--max-tokens N], or replay FOLDER [--samplers NAME,..] [--seeds N] [--trials N] [--rows N] [--start-temperatures T,..] [--start-calls N] [--against NAME].");
        var options = new DecodingTableOptions { Replays = args[0] == "replay", Folder = args[1] };
        for (int i = 2; i < args.Count; i += 2) options = options.With(args[i], args[i + 1]);
        return options;
    }

    private DecodingTableOptions With(string name, string value) => name switch
    {
        "--task" => this with { TaskFolder = value },
        "--model" => this with { ModelPath = value },
        "--threads" => this with { Threads = CountOption.Read(name, value) },
        "--examples" => this with { Examples = CountOption.Read(name, value) },
        "--max-tokens" => this with { MaxTokens = CountOption.Read(name, value) },
        "--samplers" => this with { Samplers = [.. value.Split(',').Select(sampler => PromptOpt.Tuning.Samplers.Find(sampler).Name)] },
        "--seeds" => this with { Seeds = CountOption.Read(name, value) },
        "--trials" => this with { Trials = CountOption.Read(name, value) },
        "--against" => this with { Against = value },
        "--start-calls" => this with { StartCalls = CountOption.Read(name, value) },
        "--start-temperatures" => this with { StartTemperatures = [.. value.Split(',').Select(Temperature)] },
        "--rows" => this with { Rows = CountOption.Read(name, value) },
        _ => throw new BadInputException($"decoding-table: there is no option {name}."),
    };

    private static double Temperature(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double temperature) && DecodingGrid.IsDrawnAt(temperature)
            ? temperature
            : throw new BadInputException($"--start-temperatures: '{text}' is no temperature above 0 of the table.");
}
