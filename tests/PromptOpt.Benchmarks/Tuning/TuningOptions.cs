using System.Globalization;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Which runs to make.</summary>
internal sealed record TuningOptions
{
    /// <summary>LLAMBO's published folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where runs go, and where those that are there already are left alone.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Methods, at least one.</summary>
    public IReadOnlyList<TuningMethod> Methods { get; init; } = [];

    /// <summary>Tasks; the 15 quick ones unless said.</summary>
    public IReadOnlyList<BayesmarkTask> Tasks { get; init; } = BayesmarkTasks.Select("15");

    /// <summary>Seeds; 0 to 4 unless said, which are those that were published.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = PublishedRuns.Seeds;

    /// <summary>Folder of scores computed before; null for none.</summary>
    public string? MemoFolder { get; init; }

    /// <summary>A Python with scikit-learn.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>Runs at the same time; as many as there are cores unless said.</summary>
    public int Lanes { get; init; } = Environment.ProcessorCount;

    /// <summary>The language model of methods that ask one; the included one unless said.</summary>
    public string? ModelPath { get; init; }

    /// <summary>Threads of its engine; as many as there are cores unless said.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="BadInputException">It makes no sense.</exception>
    public static TuningOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count < 2 || args.Count % 2 != 0)
            throw new BadInputException("tuning: give DATA OUT --methods NAME,.. [--tasks 15|25|NAME,..] [--seeds 0-4] [--memo FOLDER] [--python FILE] [--lanes N] [--model FILE] [--threads N]");
        var options = new TuningOptions { DataFolder = args[0], OutputFolder = args[1] };
        for (int i = 2; i < args.Count; i += 2) options = options.With(args[i], args[i + 1]);
        return options.Methods.Count > 0 ? options : throw new BadInputException("tuning: give at least one sampler with --methods.");
    }

    private TuningOptions With(string name, string value) => name switch
    {
        "--methods" => this with { Methods = [.. value.Split(',').Select(TuningMethod.Find)] },
        "--tasks" => this with { Tasks = BayesmarkTasks.Select(value) },
        "--seeds" => this with { Seeds = Range(value) },
        "--memo" => this with { MemoFolder = value },
        "--python" => this with { Python = value },
        "--model" => this with { ModelPath = value },
        "--lanes" => this with { Lanes = CountOption.Read(name, value) },
        "--threads" => this with { Threads = CountOption.Read(name, value) },
        _ => throw new BadInputException($"tuning: '{name} {value}' makes no sense; there are --methods, --tasks, --seeds, --memo, --python, --lanes, --model and --threads."),
    };

    private static int[] Range(string text)
    {
        int[] ends = [.. text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : -1)];
        return ends is [>= 0 and var low, .. [] or [_]] && ends[^1] >= low
            ? [.. Enumerable.Range(low, ends[^1] - low + 1)]
            : throw new BadInputException($"--seeds: '{text}' is neither a seed nor a range such as 0-4.");
    }
}
