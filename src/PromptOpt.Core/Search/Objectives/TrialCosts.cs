using System.Collections.Concurrent;
using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>Costs of trials from their stored validation rows. Stored rows do not change, so each number of rows of a trial is summed up once.</summary>
internal sealed class TrialCosts(IStudyStore store)
{
    private readonly ConcurrentDictionary<(int Trial, int Rows), AnswerCosts?> _known = [];

    /// <summary>Costs on the rows that the trial's value rests on; null without rows.</summary>
    public AnswerCosts? Of(Trial trial) => trial.Rows == 0 ? null : _known.GetOrAdd((trial.Number, trial.Rows), key => AnswerCosts.Of([.. Rollouts(key.Trial).Take(key.Rows)]));

    private IEnumerable<Rollout> Rollouts(int trial) =>
        TrialChain.Of(store.ReadTrials(), trial).SelectMany(number => store.ReadWaves(number)).Where(wave => wave.Key.Phase == Phase.Validation).SelectMany(wave => wave.Rollouts);
}
