using System.Globalization;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>What to race.</summary>
internal sealed record RacingCopiesOptions
{
    /// <summary>Folder of the task.</summary>
    public required string TaskFolder { get; init; }

    /// <summary>The model's file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Copies, the seed prompt itself included.</summary>
    public int Copies { get; init; } = 8;

    /// <summary>One study each.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [1];

    /// <summary>Threads of the engine; 0 for the number of cores.</summary>
    public int Threads { get; init; }

    /// <summary>Rows of the race.</summary>
    public int RaceRows { get; init; } = 64;

    /// <summary>Elimination error; null takes the task's.</summary>
    public double? Error { get; init; }

    /// <summary>Where the trials are written; null for nowhere.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Reads the command line; null, with the reason on the error stream, when it makes no sense.</summary>
    public static RacingCopiesOptions? Parse(string[] args)
    {
        if (args.Length < 2 || args.Length % 2 == 1) return Wrong(string.Join(' ', args));
        var options = new RacingCopiesOptions { TaskFolder = args[0], ModelPath = args[1] };
        for (var i = 2; i < args.Length; i += 2)
        {
            if (options.With(args[i], args[i + 1]) is not { } next) return Wrong($"{args[i]} {args[i + 1]}");
            options = next;
        }

        return options;
    }

    private RacingCopiesOptions? With(string name, string value) => name switch
    {
        "--copies" when Number(value) is > 1 and var copies => this with { Copies = copies },
        "--seeds" when value.Split(',').Select(Number).ToArray() is var seeds && seeds.All(s => s is not null) => this with { Seeds = [.. seeds.Select(s => (long)s!)] },
        "--threads" when Number(value) is { } threads => this with { Threads = threads },
        "--race-rows" when Number(value) is >= 10 and var rows => this with { RaceRows = rows },
        "--error" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var error) && error is > 0 and < 0.5 => this with { Error = error },
        "--out" => this with { OutputFolder = value },
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RacingCopiesOptions? Wrong(string what)
    {
        Console.Error.WriteLine($"racing-copies: '{what}' makes no sense; there are TASKFOLDER MODEL [--copies 8] [--seeds 1,2] [--threads N] [--race-rows 64] [--error X] [--out FOLDER]");
        return null;
    }
}
