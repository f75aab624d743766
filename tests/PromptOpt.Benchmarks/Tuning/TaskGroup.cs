namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Tasks whose mean is reported.</summary>
internal sealed record TaskGroup(string Name, IReadOnlyList<BayesmarkTask> Tasks);
