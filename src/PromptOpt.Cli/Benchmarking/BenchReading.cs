namespace PromptOpt.Cli.Benchmarking;

/// <summary>One number read.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Value">The number.</param>
internal sealed record BenchReading(string Measure, string Unit, double Value);
