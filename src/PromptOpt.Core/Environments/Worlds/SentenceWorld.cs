using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds;

/// <summary>
/// A world whose actions are sentences with preconditions, and whose progress is the number of goals that hold (the PDDL worlds of Chen et al. 2024). One step changes
/// at most one goal.
/// </summary>
internal abstract class SentenceWorld<TState, TAction>(WorldOptions options) : PlannedWorld<TState, TAction>(options)
    where TState : SentenceState
    where TAction : class
{
    /// <summary>Step limit of the published problems.</summary>
    protected const int PublishedLimit = 20;

    private const int PublishedStuck = 16;
    private static readonly StepError StuckError = new()
    {
        Kind = "stuck",
        Message = FormattableString.Invariant($"for {PublishedStuck} steps as many goals held as at the start"),
        EndsEpisode = true,
    };

    /// <summary>
    /// Published: null, because the published rule, which compares with the start, is applied in the step itself. Corrected: 4 more than a shortest plan can wait, and at
    /// least 10: of its steps at least as many change the number of goals as there are goals to gain. Null where the limit is too short for a plan.
    /// </summary>
    public sealed override int? StuckAfter(TState initial)
    {
        if (IsPublished) return null;
        var plan = Plan(initial);
        return plan.Progress < GoalsOf(initial) ? null : Math.Max(StuckAtLeast, plan.Steps - (plan.Progress - initial.StartProgress) + StuckSlack);
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<TAction> Legal(TState state) => [.. Actions(state).Where(action => Broken(state, action) is null)];

    /// <inheritdoc/>
    protected sealed override TState Begin(EpisodeSpec episode)
    {
        var state = IsPublished ? Published(episode) : Draw(episode, new(episode.Seed));
        return state with { StartProgress = (int)Progress(state) };
    }

    /// <inheritdoc/>
    protected sealed override Transition<TState> Apply(TState state, TAction action)
    {
        var error = Broken(state, action);
        if (!IsPublished) return error is null ? new(Change(state, action)) : Refuse(state, error);
        var done = error is null ? new(Change(state, action)) : Refuse(state, error with { Message = PublishedFeedback(action) });
        int likeStart = (int)Progress(done.State) == state.StartProgress ? state.LikeStart + 1 : 0;
        return done with
        {
            State = done.State with { LikeStart = likeStart },
            Errors = likeStart < PublishedStuck ? done.Errors : [StuckError, .. done.Errors],
        };
    }

    /// <summary>One of the 12 published problems.</summary>
    protected abstract TState Published(EpisodeSpec episode);

    /// <summary>A problem in which at least one goal does not hold.</summary>
    protected abstract TState Draw(EpisodeSpec episode, SeededRandom random);

    /// <summary>Every action there is a name for, in a fixed order.</summary>
    protected abstract IEnumerable<TAction> Actions(TState state);

    /// <summary>The first precondition that does not hold; null if all do.</summary>
    protected abstract StepError? Broken(TState state, TAction action);

    /// <summary>What an allowed action does.</summary>
    protected abstract TState Change(TState state, TAction action);

    /// <summary>What the published world says when any precondition of an action does not hold.</summary>
    protected abstract string PublishedFeedback(TAction action);
}
