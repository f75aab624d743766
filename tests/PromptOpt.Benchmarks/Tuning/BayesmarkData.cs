namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The data of a task.</summary>
/// <param name="Features">Columns, all of them numbers.</param>
/// <param name="Rows">Train rows.</param>
/// <param name="Classes">Classes; 0 where a number is predicted.</param>
/// <param name="Regression">Whether a number is predicted.</param>
internal sealed record BayesmarkData(int Features, int Rows, int Classes, bool Regression);
