using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>What became of the studies of a scenario, in counts and sums. Safe for concurrent use.</summary>
internal sealed class RaceTally
{
    private readonly Lock _gate = new();

    public int Studies { get; private set; }

    /// <summary>Studies that ended improved.</summary>
    public int Improved { get; private set; }

    /// <summary>Studies whose gate opened, so that the test rows were looked at.</summary>
    public int Tested { get; private set; }

    /// <summary>Studies in which the race stopped the watched trial.</summary>
    public int Eliminated { get; private set; }

    /// <summary>Race rows of the watched trial, summed.</summary>
    public long WatchedRows { get; private set; }

    public long RowsPlanned { get; private set; }

    public long RowsSaved { get; private set; }

    public long RowsAdded { get; private set; }

    /// <summary>True rates of the best trial on validation, whether the gate let it through or not, minus the best rate there was; summed.</summary>
    public double Regret { get; private set; }

    /// <summary>Runs a scenario's studies, as many at once as there are processors.</summary>
    public static async Task<RaceTally> RunAsync(RaceScenario scenario, int studies, string promptsFolder, string ledger)
    {
        var tally = new RaceTally();
        await Parallel.ForEachAsync(Enumerable.Range(1, studies), async (number, _) =>
            tally.Add(scenario, await RaceStudy.RunAsync(scenario, number, promptsFolder, ledger)));
        return tally;
    }

    /// <summary>Upper end of Clopper and Pearson's 95 % interval (Clopper and Pearson 1934) of a share: the rate at which so few or fewer had a chance of 2.5 %.</summary>
    public static double UpperLimit(int successes, int trials)
    {
        double low = (double)successes / trials, high = 1;
        if (successes == trials) return 1;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (AtMost(successes, trials, middle) > 0.025) low = middle;
            else high = middle;
        }

        return high;
    }

    private static double AtMost(int successes, int trials, double rate)
    {
        double tail = 0, logTerm = trials * Math.Log(1 - rate);
        for (int k = 0; k <= successes; k++)
        {
            tail += Math.Exp(logTerm);
            logTerm += Math.Log(trials - k) - Math.Log(k + 1) + Math.Log(rate) - Math.Log(1 - rate);
        }

        return tail;
    }

    private void Add(RaceScenario scenario, RaceStudy.Result result)
    {
        var watched = result.Trials[scenario.Watched(result.Rates) - 1];
        var race = result.Outcome.Race!;
        double chosen = result.Rates[Search.ParentSelector.Ranked(result.Trials)[0].Number - 1];
        lock (_gate)
        {
            Studies++;
            if (result.Outcome.Verdict == VerdictKind.Improved) Improved++;
            if (result.Outcome.TestUses > 0) Tested++;
            if (watched.State == TrialState.Pruned) Eliminated++;
            WatchedRows += Math.Min(watched.Rows, scenario.RaceRows);
            RowsPlanned += race.RowsPlanned;
            RowsSaved += race.RowsSaved;
            RowsAdded += race.RowsAdded;
            Regret += result.Rates.Max() - chosen;
        }
    }
}
