using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds;

/// <summary>A world of one agent with an exact planner: bound, advice and limits follow from its plans.</summary>
internal abstract class PlannedWorld<TState, TAction>(WorldOptions options) : World<TState, TAction>
    where TState : PlannedState
    where TAction : class
{
    /// <summary>Slack beyond the longest wait of best play before an episode counts as stuck, and the shortest such wait.</summary>
    protected const int StuckSlack = 4, StuckAtLeast = 10;

    /// <inheritdoc/>
    public sealed override WorldSemantics Semantics => options.Semantics;

    /// <summary>Whether the published rules are followed, defects included.</summary>
    protected bool IsPublished => options.Semantics == WorldSemantics.Reference;

    /// <inheritdoc/>
    public sealed override TState Reset(EpisodeSpec episode)
    {
        var state = Begin(episode);
        return options.StepLimit is { } limit ? state with { StepsLeft = limit } : state;
    }

    /// <inheritdoc/>
    public sealed override Transition<TState> Step(TState state, TAction action)
    {
        var done = Apply(state, action);
        return done with { State = done.State with { StepsLeft = Math.Max(0, state.StepsLeft - 1) } };
    }

    /// <inheritdoc/>
    public sealed override bool IsSuccess(TState state) => (int)Progress(state) == GoalsOf(state);

    /// <inheritdoc/>
    public sealed override int StepLimit(TState initial) => initial.StepsLeft;

    /// <inheritdoc/>
    public sealed override EpisodeBound Bound(TState initial) =>
        IsPublished ? new(GoalsOf(initial), BoundKind.Nominal) : new(Plan(initial).Progress, BoundKind.Exact);

    /// <inheritdoc/>
    public sealed override TAction? Suggest(TState state) => Plan(state).Next;

    /// <inheritdoc/>
    public sealed override TAction? RandomLegal(TState state, SeededRandom random)
    {
        var legal = Legal(state);
        return legal.Count == 0 ? null : legal[random.Next(legal.Count)];
    }

    /// <summary>The best within the steps left. Exact, for worlds small enough to be searched in milliseconds.</summary>
    public abstract WorldPlan<TAction> Plan(TState state);

    /// <summary>Everything that the rules allow now, in a fixed order.</summary>
    public abstract IReadOnlyList<TAction> Legal(TState state);

    /// <summary>The first state, with the world's own step limit.</summary>
    protected abstract TState Begin(EpisodeSpec episode);

    /// <summary>What an action does; the steps left are counted elsewhere.</summary>
    protected abstract Transition<TState> Apply(TState state, TAction action);

    /// <summary>Most progress there is, reachable or not.</summary>
    protected abstract int GoalsOf(TState state);

    /// <summary>The one action among those found in a reply.</summary>
    /// <param name="found">Actions in the order of the reply; the same one again counts once.</param>
    /// <param name="form">What a reply must look like, as a sentence without its period.</param>
    protected ParsedReply<TAction> Only(IEnumerable<TAction> found, string form)
    {
        TAction[] different = [.. found.Distinct()];
        return different switch
        {
            [] => Unreadable($"the reply holds no action; {form}"),
            [var one] => Read(one),
            _ => Unreadable($"the reply holds {different.Length} actions ({string.Join(", ", different.Take(3).Select(Write))}); {form}"),
        };
    }

    /// <summary>A step that broke a rule: the agent is told which.</summary>
    protected static Transition<TState> Refuse(TState state, StepError error) => new(state) { Feedback = error.Message, Errors = [error] };
}
