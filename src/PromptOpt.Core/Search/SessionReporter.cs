using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Tells the observer where the session stands, one call at a time.</summary>
internal sealed class SessionReporter(ISessionObserver observer, BudgetLedger ledger, StudyClock clock, Tasks.BudgetSpec budget, Spending spentBefore)
{
    private readonly Lock _gate = new();
    private int _trialsBefore;
    private int _trialsEnded;
    private SessionStatus _status = new() { Spent = spentBefore, Budget = budget };

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

    /// <summary>Takes over how the seed prompt and the best trial stand after more rows.</summary>
    public void Standing(Trial seed, Trial best)
    {
        lock (_gate) _status = _status with { Seed = seed, Best = best };
    }

    private static SessionStatus Learn(Trial trial, SessionStatus status)
    {
        status = status with { RowsSaved = status.RowsSaved + trial.RowsSaved };
        if (trial.State != TrialState.Complete) return status;
        if (trial.Number == 1) status = status with { Seed = trial };
        return status with { Best = ParentSelector.Ranked([trial, .. status.Best is { } best ? new[] { best } : []])[0] };
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
