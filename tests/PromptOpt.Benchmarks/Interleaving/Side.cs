namespace PromptOpt.Benchmarks;

/// <summary>One of those that take turns at the same work.</summary>
/// <param name="Name">Its name in the CSV file.</param>
/// <param name="TakeTurn">Does the work of a round and measures itself. Round 0 is the warm-up.</param>
internal sealed record Side(string Name, Func<int, Task<Turn>> TakeTurn);
