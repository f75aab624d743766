using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>
/// How a study is searched: sizes of levels, parents, when to stop, operators. Everything here is a pure function of numbers and history, so that a
/// resumed study searches like one that was not interrupted.
/// </summary>
public sealed record SearchPlan
{
    private const double LeastGain = 1e-9;

    /// <summary>The strategy it was made from.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>Trials of level 1, whose only parent is the seed prompt; null for <see cref="TrialsPerLevel"/>.</summary>
    public int? FirstLevel { get; init; }

    /// <summary>Parents of a level, 1 to 20. Default 3.</summary>
    public int Parents { get; init; } = 3;

    /// <summary>Trials for each parent in level 2 and later; null for <see cref="TrialsPerLevel"/> in all.</summary>
    public int? ChildrenPerParent { get; init; }

    /// <summary>Trials of a level that has no size of its own. Default 1.</summary>
    public int TrialsPerLevel { get; init; } = 1;

    /// <summary>Levels in a row without a better best trial after which the search stops; null never stops for that.</summary>
    public int? Patience { get; init; }

    /// <summary>How parents are chosen.</summary>
    public ParentSelection Selection { get; init; }

    /// <summary>Chance of <see cref="ParentSelection.EpsilonGreedy"/> to take any other parent, 0 to 1. Default 0.1.</summary>
    public double Epsilon { get; init; } = 0.1;

    /// <summary>Whether a trial is stopped once it has lost the race to the incumbent; otherwise all run to the end of their rows. Default true.</summary>
    public bool Races { get; init; } = true;

    /// <summary>Similarity to a tried instruction (Jaccard index of word triples) from which on a newly written one is refused, and whether texts that differ in
    /// case, blanks and punctuation alone count as the same; null checks neither.</summary>
    public double? MostSimilar { get; init; }

    /// <summary>Names of the operators; null for those that suit the task.</summary>
    public IReadOnlyList<string>? Operators { get; init; }

    /// <summary>Most trials, the seed prompt's included, where a strategy has no more to try; null for no such limit.</summary>
    public int? MostTrials { get; init; }

    /// <summary>Train rows on which a child must be strictly better than its parent before it is run on anything else (GEPA); null for no such gate.</summary>
    public int? GateRows { get; init; }

    /// <summary>Whether every trial is run on train rows, where its mistakes can be learned from; otherwise those alone that fit a calibration on them. Default true.</summary>
    public bool ReadsTrain { get; init; } = true;

    /// <summary>Whether a learned score model may screen proposals once it has earned that.</summary>
    public bool Screens { get; init; }

    /// <summary>The plan of a study. The command line wins over the task: a strategy given there is taken as it is.</summary>
    /// <param name="task">The task, whose <c>search</c> may name a strategy and change parts of it.</param>
    /// <param name="options">The options of the study.</param>
    public static SearchPlan For(TaskSpec task, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(options);
        var plan = Strategies.Of(options.Strategy ?? task.Search.Strategy ?? Strategies.DefaultFor(task));
        if (plan.Strategy == Strategy.Joint) plan = Stages.JointStages.PromptPlan(task);
        plan = options.Strategy is null ? plan.With(task.Search) : plan with { Operators = plan.Operators ?? task.Search.Operators };
        plan = plan with
        {
            Selection = options.ParentSelection ?? plan.Selection,
            TrialsPerLevel = options.TrialsPerLevel,
            Operators = plan.Operators ?? OperatorSet.Suited(plan.Strategy, task),
        };
        if (options.Without.HasFlag(Ablations.ScoreModel)) plan = plan with { Screens = false };
        return options.LevelTrials is null ? plan : plan with { FirstLevel = null, ChildrenPerParent = null };
    }

    /// <summary>The plan where trials are limited by what the optimiser's own texts have to offer: one trial a scaffold of chain-of-thought.</summary>
    /// <param name="library">The texts.</param>
    public SearchPlan Within(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return Strategy == Strategy.ChainOfThought ? this with { MostTrials = 1 + library.Scaffolds.Count } : this;
    }

    /// <summary>Numbers of the trials of a level: trial 1 is level 0. They follow from the level alone.</summary>
    /// <param name="level">The level, from 0.</param>
    /// <param name="mostTrials">Limit on trials.</param>
    public int[] NumbersOf(int level, int mostTrials) => NumbersFrom(FirstOf(level), level, mostTrials);

    /// <summary>The same where levels before may have been narrower than the plan says.</summary>
    /// <param name="first">Number of the level's first trial.</param>
    /// <param name="level">The level, from 0.</param>
    /// <param name="mostTrials">Limit on trials.</param>
    internal int[] NumbersFrom(int first, int level, int mostTrials)
    {
        int last = Math.Min(mostTrials, MostTrials ?? int.MaxValue);
        return [.. Enumerable.Range(first, SizeOf(level)).TakeWhile(number => number <= last)];
    }

    /// <summary>The rows of the gate of a trial: as many of the parent's train rollouts as <see cref="GateRows"/> says, those of the next place, in turn, where
    /// not all of them are perfect. Empty where there is no gate or nothing is left to be better at.</summary>
    /// <param name="number">The trial.</param>
    /// <param name="rollouts">Train rollouts of its parent.</param>
    public IReadOnlyList<Rollout> GateOf(int number, IReadOnlyList<Rollout> rollouts)
    {
        if (GateRows is not { } size || rollouts.Count < size) return [];
        int places = rollouts.Count / size;
        return Enumerable.Range(0, places)
            .Select(turn => rollouts.Skip((number + turn) % places * size).Take(size).ToArray())
            .FirstOrDefault(rows => rows.Any(row => row.Score < 1)) ?? [];
    }

    /// <summary>The parents of a level; empty where each trial draws its own (<see cref="ParentSelection.Best"/>).</summary>
    /// <param name="level">The level, from 1.</param>
    /// <param name="history">Trials of earlier levels, at least one of them complete.</param>
    /// <param name="scores">Scores of a complete trial on the rows that all complete trials have, in the same order.</param>
    /// <param name="study">Randomness of the study.</param>
    /// <param name="order">Ranks trials; null, the default, ranks them by quality.</param>
    public IReadOnlyList<Trial> ParentsOf(
        int level, IReadOnlyList<Trial> history, Func<Trial, IReadOnlyList<double>> scores, Statistics.SeededRandom study, TrialOrder? order = null) =>
        LevelParents.Choose(this, history, scores, study.Fork(0x9A2E, (ulong)level), order ?? TrialOrder.ByQuality);

    /// <summary>Which of the parents a trial has: they take turns, within a level of fixed size or from level to level.</summary>
    public int TurnOf(int number, int level) => ChildrenPerParent is null ? number - 2 : Math.Max(0, number - FirstOf(level));

    /// <summary>Whether the last levels brought no better trial for as long as <see cref="Patience"/> allows.</summary>
    /// <param name="level">The last level that was run.</param>
    /// <param name="history">Trials up to that level.</param>
    /// <param name="value">Value of a complete trial on rows that all have; must be the same whenever it is asked.</param>
    public bool IsExhausted(int level, IEnumerable<Trial> history, Func<Trial, double> value)
    {
        if (Patience is not { } patience || level < patience) return false;
        var best = double.NegativeInfinity;
        var bestLevel = 0;
        foreach (var (trialLevel, trialValue) in history.Where(t => t.State == TrialState.Complete).Select(t => (t.Level, value(t))).OrderBy(t => t.Level))
        {
            if (trialValue <= best + LeastGain) continue;
            if (trialLevel > bestLevel) bestLevel = trialLevel;
            best = trialValue;
        }

        return level - bestLevel >= patience;
    }

    private SearchPlan With(SearchSpec search) => this with
    {
        FirstLevel = search.FirstLevel ?? FirstLevel,
        Parents = search.Parents.Count ?? Parents,
        ChildrenPerParent = search.Children ?? ChildrenPerParent,
        Patience = search.Patience ?? Patience,
        Selection = search.Parents.Select ?? Selection,
        Epsilon = search.Parents.Epsilon ?? Epsilon,
        Operators = search.Operators ?? Operators,
    };

    private int FirstOf(int level) => level switch
    {
        0 => 1,
        1 => 2,
        _ => 2 + SizeOf(1) + (level - 2) * SizeOf(2),
    };

    private int SizeOf(int level) => level switch
    {
        0 => 1,
        1 => FirstLevel ?? TrialsPerLevel,
        _ => ChildrenPerParent * Parents ?? TrialsPerLevel,
    };
}
