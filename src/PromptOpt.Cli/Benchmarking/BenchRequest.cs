using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>What to measure, with all paths resolved.</summary>
internal sealed record BenchRequest
{
    /// <summary>The model file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>How to set up the engine.</summary>
    public required EngineSettings Engine { get; init; }

    /// <summary>How often everything is measured, at least once.</summary>
    public required int Repeats { get; init; }

    /// <summary>Where bench.csv and bench.json go.</summary>
    public required string OutputFolder { get; init; }
}
