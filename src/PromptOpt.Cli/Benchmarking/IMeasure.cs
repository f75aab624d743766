namespace PromptOpt.Cli.Benchmarking;

/// <summary>Something that is measured, every time with other texts.</summary>
internal interface IMeasure
{
    /// <summary>What it is, with its sizes.</summary>
    string Name { get; }

    /// <summary>Measures it once.</summary>
    Task<IReadOnlyList<BenchReading>> RunAsync(CancellationToken cancellationToken);
}
