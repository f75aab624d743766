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
        var budget = scope.Study.Budget;
        var all = ended.Select(RaceOf).ToArray();
        var test = scope.Evaluation(ended.First(trial => trial.Number == 1).Candidate);
        return new[]
        {
            Share(ended.Count, budget.Trials),
            Share(all.Sum(trial => trial.Spending.Calls), budget.Calls - (2 * scope.TestCalls(test))),
            Share(all.Sum(trial => trial.Spending.Tokens), budget.Tokens - (2 * scope.TestTokens(test))),
            Share(all.Max(trial => trial.Ended), budget.Time is { } time ? time.TotalSeconds - TestSeconds(time.TotalSeconds) : null),
        }.Max();
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
        var spending = waves.Aggregate(default(Spending), (sum, wave) => sum + wave.Spending);
        if (validation.Sum(wave => wave.Rollouts.Count) is > 0 and var rows)
        {
            var raced = validation.Aggregate(default(Spending), (sum, wave) => sum + wave.Spending);
            spending += new Spending(raced.Calls * trial.RowsSaved / rows, raced.Tokens * trial.RowsSaved / rows, 0);
        }

        return _known[trial.Number] = (spending, waves.Select(wave => wave.StudySeconds).DefaultIfEmpty(0).Max());
    }

    /// <summary>The waves up to the end of the race, in order; those that a contender gets later, and a later stage's probe, are left out.</summary>
    private IEnumerable<Wave> RaceWaves(int trial)
    {
        int ofRace = (scope.RaceRows + scope.Options.WaveRows - 1) / scope.Options.WaveRows;
        return scope.Store.ReadWaves(trial)
            .Where(wave => wave.Key.Phase is not (Phase.Test or Phase.Probe) && (wave.Key.Phase != Phase.Validation || wave.Key.Index < ofRace))
            .OrderBy(wave => wave.Key.Phase == Phase.Validation).ThenBy(wave => wave.Key.Index);
    }
}
