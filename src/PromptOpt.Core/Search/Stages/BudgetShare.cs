using PromptOpt.Studies;

namespace PromptOpt.Search.Stages;

/// <summary>
/// How much of its budget a study has used, from what is stored of trials that have ended their race: asked again later, or by another session, it answers the same. Rows that a lost race
/// has saved count as used, since contenders get them, and the final test is left out.
/// </summary>
internal sealed class BudgetShare(SessionScope scope)
{
    private const double MostKeptForTest = 0.4;

    private readonly Dictionary<int, (Spending Spending, double Ended)> _known = [];

    /// <summary>The share of the scarcest limit, 0 or more; 0 where nothing is limited.</summary>
    /// <param name="ended">All trials of the levels that are over.</param>
    public double Of(IReadOnlyCollection<Trial> ended)
    {
        var all = ended.Select(RaceOf).ToArray();
        var limits = LimitsOf(ended);
        return new[]
        {
            Share(ended.Count, scope.Study.Budget.Trials),
            Share(all.Sum(trial => trial.Spending.Calls), limits.Calls),
            Share(all.Sum(trial => trial.Spending.Tokens), limits.Tokens),
            Share(all.Max(trial => trial.Ended), limits.Seconds),
        }.Max();
    }

    /// <summary>The limits on cost, less what the final test of a trial like the seed prompt takes; null where there is none.</summary>
    /// <param name="ended">All trials of the levels that are over.</param>
    public (double? Calls, double? Tokens, double? Seconds) LimitsOf(IReadOnlyCollection<Trial> ended)
    {
        var budget = scope.Study.Budget;
        var test = scope.Evaluation(ended.First(trial => trial.Number == 1).Candidate);
        return (
            budget.Calls - (2 * scope.TestCalls(test)),
            budget.Tokens - (2 * scope.TestTokens(test)),
            budget.Time is { } time ? time.TotalSeconds - TestSeconds(time.TotalSeconds) : null);
    }

    private static double Share(double used, double? limit) => limit is not { } most ? 0 : most > 0 ? used / most : 1;

    /// <summary>The seconds that both tests take at the pace of the seed prompt's race, whose first wave may have waited for other things.</summary>
    private double TestSeconds(double limit)
    {
        Wave[] waves = [.. RaceWaves(1).Where(wave => wave.Key.Phase == Phase.Validation)];
        int rows = waves.Skip(1).Sum(wave => wave.Rollouts.Count);
        return rows == 0 ? limit * MostKeptForTest : Math.Min(limit * MostKeptForTest, 2 * scope.TestRows * (waves[^1].StudySeconds - waves[0].StudySeconds) / rows);
    }

    private (Spending Spending, double Ended) RaceOf(Trial trial)
    {
        if (_known.TryGetValue(trial.Number, out var known)) return known;
        var waves = RaceWaves(trial.Number).ToArray();
        var validation = waves.Where(wave => wave.Key.Phase == Phase.Validation).ToArray();
        var spending = Spending.Of(waves);
        if (validation.Sum(wave => wave.Rollouts.Count) is > 0 and var rows)
        {
            var raced = Spending.Of(validation);
            spending += new Spending(raced.Calls * trial.RowsSaved / rows, raced.Tokens * trial.RowsSaved / rows, 0);
        }

        return _known[trial.Number] = (spending, waves.Select(wave => wave.StudySeconds).DefaultIfEmpty(0).Max());
    }

    /// <summary>The waves up to the end of the race, in order; those that a contender gets later, and a later stage's probe, are left out.</summary>
    private IEnumerable<Wave> RaceWaves(int trial) =>
        scope.Store.ReadWaves(trial).Where(wave => scope.IsUpToRaceEnd(wave.Key)).OrderBy(wave => wave.Key.Phase == Phase.Validation).ThenBy(wave => wave.Key.Index);
}
