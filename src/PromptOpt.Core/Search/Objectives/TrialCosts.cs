using System.Collections.Concurrent;
using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>Costs of trials from their stored validation rows. Stored rows do not change, so each number of rows of a trial is summed up once.</summary>
internal sealed class TrialCosts(StoredValidation validation)
{
    private readonly ConcurrentDictionary<(int Trial, int Rows), AnswerCosts?> _known = [];

    /// <summary>Costs on the rows that the trial's value rests on; null without rows.</summary>
    public AnswerCosts? Of(Trial trial) => trial.Rows == 0 ? null : _known.GetOrAdd((trial.Number, trial.Rows), key => AnswerCosts.Of([.. validation.Of(key.Trial).Take(key.Rows)]));
}
