using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Tells the observer where the session stands, one call at a time.</summary>
internal sealed class SessionReporter(ISessionObserver observer, BudgetLedger ledger, StudyClock clock, Tasks.BudgetSpec budget, Spending spentBefore, TrialOrder order)
{
    private readonly Lock _gate = new();
    private int _trialsBefore;
    private int _trialsEnded;
    private readonly Dictionary<int, Trial> _complete = [];
    private SessionStatus _status = new() { Spent = spentBefore, Budget = budget, Objective = order.Objective };

    public void Note(string text)
    {
        lock (_gate) observer.Note(text);
    }

    public void Working(Trial trial, Phase phase, int done, int planned)
    {
        lock (_gate)
        {
            _status = Current() with
            {
                Trial = trial.Number,
                Level = trial.Level,
                Operator = trial.Operator,
                Phase = phase,
                RowsDone = done,
                RowsPlanned = planned,
            };
            observer.Progress(_status);
        }
    }

    public void Ended(Trial trial)
    {
        lock (_gate)
        {
            _trialsEnded++;
            _status = Learn(trial, Current());
            observer.TrialEnded(trial, _status);
        }
    }

    /// <summary>Takes over a trial that an earlier session ended.</summary>
    public void Remember(Trial trial)
    {
        lock (_gate)
        {
            if (trial.State is not (TrialState.Waiting or TrialState.Running)) _trialsBefore++;
            _status = Learn(trial, _status);
        }
    }

    /// <summary>Takes over how all trials stand after more rows.</summary>
    public void Standing(IReadOnlyDictionary<int, Trial> trials)
    {
        lock (_gate)
        {
            foreach (var trial in trials.Values.Where(trial => trial.State == TrialState.Complete)) _complete[trial.Number] = trial;
            _status = _status with { Seed = trials[1], Best = order.Ranked(trials.Values)[0] };
        }
    }

    private SessionStatus Learn(Trial trial, SessionStatus status)
    {
        status = status with { RowsSaved = status.RowsSaved + trial.RowsSaved };
        if (!order.Objective.IsQuality && order.CostsOf(trial) is { } costs) status = status with { Costs = new Dictionary<int, AnswerCosts>(status.Costs) { [trial.Number] = costs } };
        if (trial.State != TrialState.Complete) return status;
        if (trial.Number == 1) status = status with { Seed = trial };
        _complete[trial.Number] = trial;
        return status with { Best = order.Ranked(_complete.Values)[0] };
    }

    private SessionStatus Current()
    {
        double seconds = Math.Max(1e-3, clock.Session.TotalSeconds);
        var spent = ledger.Spent;
        double share = new[]
        {
            Share(spent.Calls - spentBefore.Calls, budget.Calls - spentBefore.Calls),
            Share(spent.Tokens - spentBefore.Tokens, budget.Tokens - spentBefore.Tokens),
            Share(_trialsEnded, budget.Trials - _trialsBefore),
        }.Max();
        TimeSpan? remaining = share > 0.01 ? TimeSpan.FromSeconds(seconds / share - seconds) : null;
        if (clock.Left is { } left && (remaining is null || left < remaining)) remaining = left;
        return _status with
        {
            Spent = spent,
            Reserved = ledger.ReservedForTest,
            Elapsed = clock.Elapsed,
            TokensPerSecond = (spent.ComputedTokens - spentBefore.ComputedTokens) / seconds,
            Remaining = remaining,
        };
    }

    private static double Share(long used, long? limit) => limit is > 0 ? Math.Min(1, (double)used / limit.Value) : 0;
}
