using PromptOpt.Benchmarks.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Bayesmark;

/// <summary>Scores by a formula, so that no Python is needed.</summary>
/// <param name="score">By configuration; null fails.</param>
internal sealed class ScriptedObjective(Func<Configuration, double?> score) : ITuningObjective
{
    public Task<TuningScore> EvaluateAsync(BayesmarkTask task, Configuration configuration)
    {
        double? known = score(configuration);
        return Task.FromResult(new TuningScore(known, known / 2, known is null ? "diverged" : null));
    }
}
