namespace PromptOpt.Benchmarks.Tuning;

/// <summary>One evaluation of a run: a line of a run's file, whoever wrote it.</summary>
internal sealed record TuningRow
{
    /// <summary>Who searched.</summary>
    public required string Method { get; init; }

    /// <summary>Name of the task.</summary>
    public required string Task { get; init; }

    /// <summary>Seed of the run, which also chose its given points.</summary>
    public required int Seed { get; init; }

    /// <summary>-4 to 0 for the given points, 1 to 25 for the trials.</summary>
    public required int T { get; init; }

    /// <summary>Who suggested it; null where the run's writer does not say.</summary>
    public string? Source { get; init; }

    /// <summary>What became of the advisor at this trial; null where there is none.</summary>
    public string? Advice { get; init; }

    /// <summary>What was evaluated.</summary>
    public required IReadOnlyDictionary<string, double> Config { get; init; }

    /// <summary>Mean over the folds of the train rows; null where it failed.</summary>
    public double? Score { get; init; }

    /// <summary>Score on the test rows; null where it failed.</summary>
    public double? Generalization { get; init; }

    /// <summary>Why there is no score.</summary>
    public string? Failed { get; init; }
}
