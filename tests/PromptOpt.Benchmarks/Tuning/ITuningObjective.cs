using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Scores configurations of the tasks.</summary>
internal interface ITuningObjective
{
    /// <summary>What comes of a configuration; the same for the same one.</summary>
    Task<TuningScore> EvaluateAsync(BayesmarkTask task, Configuration configuration);
}
