using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>Ranks trials by an objective. What it says depends on the stored trials and their rows alone.</summary>
public sealed class TrialOrder
{
    private const double Rounding = 1e-9;

    private readonly Func<Trial, AnswerCosts?> _costs;

    /// <summary>An order.</summary>
    /// <param name="objective">What counts.</param>
    /// <param name="costs">Costs of a trial on its validation rows; null where it has none.</param>
    public TrialOrder(Objective objective, Func<Trial, AnswerCosts?> costs) => (Objective, _costs) = (objective, costs);

    /// <summary>By quality alone.</summary>
    public static TrialOrder ByQuality { get; } = new(Objective.Quality, _ => null);

    /// <summary>What counts.</summary>
    public Objective Objective { get; }

    /// <summary>The order of a study, with costs from its stored rows.</summary>
    public static TrialOrder Of(Objective objective, StoredValidation validation) => new(objective, new TrialCosts(validation).Of);

    /// <summary>Costs of a trial on its validation rows; null where it has none.</summary>
    public AnswerCosts? CostsOf(Trial trial) => _costs(trial);

    /// <summary>By how much a trial breaks limits: the sum of the excesses as shares of their limits; 0 where it keeps all.</summary>
    public double ViolationOf(Trial trial) =>
        Objective.Limits.Count > 0 && _costs(trial) is { } costs ? Objective.Limits.Sum(limit => limit.Excess(costs.Of(limit.Measure))) : 0;

    /// <summary>
    /// Complete trials, best first. Those that keep all limits come before the others; among them the ones whose quality is within the tolerance of the best, the cheapest first, then the rest by quality. Those that break
    /// limits follow, the least violating first. Ties go by quality, then to the earlier one.
    /// </summary>
    public IReadOnlyList<Trial> Ranked(IEnumerable<Trial> trials)
    {
        var byQuality = ParentSelector.Ranked(trials);
        if (Objective.IsQuality) return byQuality;
        var keeping = byQuality.Where(trial => ViolationOf(trial) <= 0).ToArray();
        var breaking = byQuality.Where(trial => ViolationOf(trial) > 0).OrderBy(ViolationOf);
        return [.. CheapestOfTheBestFirst(keeping), .. breaking];
    }

    /// <summary>Whom a trial must beat in the race: the best in quality of those that keep all limits; null where nobody does, or where no quality is too low.</summary>
    internal Trial? ToBeat(IEnumerable<Trial> trials) =>
        Objective.Pareto ? null : ParentSelector.Ranked(trials).FirstOrDefault(trial => ViolationOf(trial) <= 0);

    /// <summary>All complete trials with their costs, in the order of their numbers.</summary>
    public IReadOnlyList<TradeOff> TradeOffs(IEnumerable<Trial> trials)
    {
        var all = trials.Where(trial => trial.State == TrialState.Complete).OrderBy(trial => trial.Number)
            .Select(trial => (Trial: trial, Costs: _costs(trial), Violation: ViolationOf(trial))).Where(one => one.Costs is not null).ToArray();
        var keeping = all.Where(one => one.Violation <= 0).ToArray();
        return [.. all.Select(one => new TradeOff(one.Trial, one.Costs!, one.Violation <= 0 && !keeping.Any(other => Dominates(Aims(other.Trial, other.Costs!), Aims(one.Trial, one.Costs!))), one.Violation))];
    }

    /// <summary>How far a trial is ahead of the seed prompt; its value where that is not known.</summary>
    internal static double QualityOf(Trial trial) => trial.Lead ?? trial.Value ?? double.NegativeInfinity;

    /// <summary>What a front is about, each higher is better.</summary>
    internal static double[] Aims(Trial trial, AnswerCosts costs) => [QualityOf(trial), -costs.Tokens, -costs.LatencyP50];

    private static bool Dominates(double[] one, double[] other) => one.Zip(other).All(pair => pair.First >= pair.Second) && one.Zip(other).Any(pair => pair.First > pair.Second);

    private IEnumerable<Trial> CheapestOfTheBestFirst(Trial[] byQuality)
    {
        if (Objective.Cost is not { } cost || byQuality.Length == 0) return byQuality;
        double least = QualityOf(byQuality[0]) - Objective.Tolerance - Rounding;
        int within = byQuality.TakeWhile(trial => QualityOf(trial) >= least).Count();
        return byQuality.Take(within).OrderBy(trial => _costs(trial)?.Of(cost) ?? double.PositiveInfinity).Concat(byQuality.Skip(within));
    }
}
