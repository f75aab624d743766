using PromptOpt.Search.Operators;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>What the strategies mean, as data. Those of others neither race nor screen, but for ProTeGi, which has a race of its own kind.</summary>
internal static class Strategies
{
    private static readonly SearchPlan[] All =
    [
        new() { Strategy = Strategy.Standard, Selection = ParentSelection.Best },
        new()
        {
            Strategy = Strategy.Small,
            FirstLevel = 12,
            Parents = 5,
            ChildrenPerParent = 2,
            Selection = ParentSelection.Score,
            MostSimilar = 0.97,
            Screens = true,
        },
        new() // Chen et al. 2024, section 4 and Algorithm 1; the checks for copies are ours
        {
            Strategy = Strategy.Paper,
            FirstLevel = 20,
            Parents = 5,
            ChildrenPerParent = 8,
            Patience = 3,
            Selection = ParentSelection.Score,
            Races = false,
            MostSimilar = 0.97,
            Operators = ["rewrite"],
            Screens = true,
        },
        new() { Strategy = Strategy.Seed, MostTrials = 1 },
        Rounds(Strategy.RandomParaphrase, ParentSelection.Seed, 1, 8, "paraphrase"),
        Rounds(Strategy.RandomExamples, ParentSelection.Seed, 1, 8, "examples"),
        Rounds(Strategy.CalibratedExamples, ParentSelection.Seed, 1, 8, "calibrated-examples"),
        Rounds(Strategy.ChainOfThought, ParentSelection.Seed, 1, 8, "scaffold"), // ends with the last scaffold
        Rounds(Strategy.Naive, ParentSelection.Latest, 1, 1, "improve"),
        Rounds(Strategy.Ape, ParentSelection.Score, 5, 2, "induce"),
        Rounds(Strategy.Protegi, ParentSelection.Score, 4, 2, "criticize") with { Races = true }, // in place of its bandit: both stop what is losing
        Rounds(Strategy.Opro, ParentSelection.Seed, 1, 8, "from-scores"),
        Rounds(Strategy.Gepa, ParentSelection.Pareto, 1, 1, "reflect") with { GateRows = 3 },
        Rounds(Strategy.EvopromptGa, ParentSelection.Roulette, 10, 1, "crossover") with { FirstLevel = 9 }, // with the seed prompt, ten
        Rounds(Strategy.EvopromptDe, ParentSelection.Places, 10, 1, "differential") with { FirstLevel = 9 },
        new() { Strategy = Strategy.Tune, Selection = ParentSelection.Seed, Parents = 1, Operators = [TuneOperator.Alone], ReadsTrain = false },
        new() { Strategy = Strategy.Joint }, // JointStages has the plans of its stages
        Rounds(Strategy.Mipro, ParentSelection.Seed, 1, 1, "mipro-draw") with { MostTrials = MiproDrawOperator.MostTrials },
        Rounds(Strategy.Grid, ParentSelection.Seed, 1, 4, GridCellOperator.OperatorName) with { Races = true, ReadsTrain = false }, // ends with the last cell
    ];

    /// <summary>The strategies that have a plan, in the order of their plans.</summary>
    public static IReadOnlyList<Strategy> Named { get; } = [.. All.Select(plan => plan.Strategy)];

    /// <summary>The plan of a strategy, before a task or options change it.</summary>
    public static SearchPlan Of(Strategy strategy) => All.Single(plan => plan.Strategy == strategy);

    /// <summary>The strategy of a task that names none.</summary>
    public static Strategy DefaultFor(TaskSpec task) => task.Environment is null ? Strategy.Standard : Strategy.Small;

    private static SearchPlan Rounds(Strategy strategy, ParentSelection selection, int parents, int children, params string[] operators) => new()
    {
        Strategy = strategy,
        Selection = selection,
        FirstLevel = parents * children,
        Parents = parents,
        ChildrenPerParent = children,
        Races = false,
        Operators = operators,
    };
}
