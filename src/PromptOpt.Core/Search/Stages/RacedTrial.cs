using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Search.Stages;

/// <summary>A trial as its race left it: what it got since, as one of the best, is not looked at, so that the same is said of it later and by a resumed study.</summary>
internal sealed class RacedTrial
{
    /// <summary>A trial on the rows of its race.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="rows">Its rollouts on these rows, at least one.</param>
    /// <param name="score">Score of a rollout.</param>
    public RacedTrial(Trial trial, IReadOnlyList<Rollout> rows, Func<Rollout, double> score)
    {
        (Original, Scores, Costs) = (trial, [.. rows.Select(score)], AnswerCosts.Of(rows));
        Trial = trial with { State = TrialState.Complete, Value = Scores.Average(), SeedValue = 0, AdjustedValue = null, SeedAdjustedValue = null, Rows = rows.Count };
    }

    /// <summary>The trial as it is stored.</summary>
    public Trial Original { get; }

    /// <summary>The trial with the mean of these rows as its lead.</summary>
    public Trial Trial { get; }

    /// <summary>Scores of the rows.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>Costs on the rows.</summary>
    public AnswerCosts? Costs { get; }
}
