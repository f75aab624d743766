using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Benchmarking;

/// <summary>What was measured, on what, when; printed as it is with <c>--json</c>.</summary>
internal sealed record BenchReport
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Its file.</summary>
    public required string ModelPath { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required string ModelIdentity { get; init; }

    /// <summary>Quantisation.</summary>
    public required string Quantization { get; init; }

    /// <summary>Engine, its version and the CPU variant.</summary>
    public required string Engine { get; init; }

    /// <summary>The device that was asked for.</summary>
    public required string Device { get; init; }

    /// <summary>Threads at the beginning; null where they are unknown.</summary>
    public required int? Threads { get; init; }

    /// <summary>Fewest threads seen between two measures: less than <see cref="Threads"/> if other programs kept cores busy.</summary>
    public required int? FewestThreads { get; init; }

    /// <summary>Requests computed together; null where it is unknown.</summary>
    public required int? Parallel { get; init; }

    /// <summary>Tokens of a sequence.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>Version of PromptOpt.</summary>
    public required string Version { get; init; }

    /// <summary>The measures.</summary>
    public required IReadOnlyList<BenchRow> Rows { get; init; }

    /// <summary>Writes the table for people.</summary>
    public void Write(TextWriter writer)
    {
        writer.WriteLine($"{Format.OneLine(Model)} {Quantization}, {Engine}, device {Device}, {Format.Number(Threads, "0")} threads, {Format.Number(Parallel, "0")} at once, {ContextTokens} tokens of context");
        writer.WriteLine();
        var table = new TextTable("measure", ">median", ">smallest", ">largest", "unit");
        foreach (var row in Rows) table.Add(row.Measure, Number(row.Median), Number(row.Smallest), Number(row.Largest), row.Unit);
        table.Write(writer);
        if (FewestThreads < Threads) writer.WriteLine($"\nOther programs kept cores busy: at times only {FewestThreads} of {Threads} threads could be used. Measure again when the machine is quiet.");
    }

    private static string Number(double value) => Format.Number(value, Math.Abs(value) < 100 ? "0.00" : "0");
}
