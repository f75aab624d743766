using PromptOpt.Search.Objectives;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Where a session stands; what a progress display shows.</summary>
public sealed record SessionStatus
{
    /// <summary>Number of the trial being run; 0 before the first.</summary>
    public int Trial { get; init; }

    /// <summary>Its level.</summary>
    public int Level { get; init; }

    /// <summary>What its current wave is for.</summary>
    public Phase Phase { get; init; }

    /// <summary>Operator that made it.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Rows done in this phase.</summary>
    public int RowsDone { get; init; }

    /// <summary>Rows planned for this phase.</summary>
    public int RowsPlanned { get; init; }

    /// <summary>The seed prompt's trial, once complete.</summary>
    public Trial? Seed { get; init; }

    /// <summary>The best complete trial so far.</summary>
    public Trial? Best { get; init; }

    /// <summary>What makes one trial better than another. Default quality alone.</summary>
    public Objective Objective { get; init; } = Objective.Quality;

    /// <summary>Costs of the trials that ended, by number; empty where quality alone counts.</summary>
    public IReadOnlyDictionary<int, AnswerCosts> Costs { get; init; } = new Dictionary<int, AnswerCosts>();

    /// <summary>Validation rollouts that lost races have saved so far.</summary>
    public int RowsSaved { get; init; }

    /// <summary>Spent so far.</summary>
    public required Spending Spent { get; init; }

    /// <summary>Kept back for the final test.</summary>
    public Spending Reserved { get; init; }

    /// <summary>The limits.</summary>
    public required BudgetSpec Budget { get; init; }

    /// <summary>Wall-clock time of all sessions of the study.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Computed tokens per second over this session.</summary>
    public double TokensPerSecond { get; init; }

    /// <summary>Expected time to the end, from whichever limit comes first; null if it cannot be told.</summary>
    public TimeSpan? Remaining { get; init; }
}
