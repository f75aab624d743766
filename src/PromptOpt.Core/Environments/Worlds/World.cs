using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds;

/// <summary>
/// The rules of one built-in world: pure functions over a state that no method changes. <see cref="WorldEnvironment{TState, TAction}"/> plays it.
/// </summary>
/// <typeparam name="TState">Everything about a moment of an episode.</typeparam>
/// <typeparam name="TAction">What the agent does in one step; for several agents, all they do together.</typeparam>
public abstract class World<TState, TAction>
    where TState : class
    where TAction : class
{
    /// <summary>Name as in <c>environment:</c> of task.yaml.</summary>
    public abstract string Name { get; }

    /// <summary>Which rules it follows.</summary>
    public abstract WorldSemantics Semantics { get; }

    /// <summary>Kinds of errors that steps can have besides <c>format</c>, kebab-case.</summary>
    public abstract IReadOnlyList<string> Violations { get; }

    /// <summary>Whether the agent sees, after a step, the state before it: a defect of four published worlds. Only under <see cref="WorldSemantics.Reference"/>.</summary>
    public virtual bool ShowsOldState => false;

    /// <summary>The first state. A pure function of the episode.</summary>
    public abstract TState Reset(EpisodeSpec episode);

    /// <summary>What the agent sees.</summary>
    public abstract string Observe(TState state);

    /// <summary>The state as the history window of the published code prints it.</summary>
    public virtual string HistoryState(TState state) => Observe(state);

    /// <summary>Reads a reply.</summary>
    public abstract ParsedReply<TAction> Parse(string reply, TState state);

    /// <summary>Does an action that was read; what the rules forbid leaves the state, or the part of it, as it was.</summary>
    public abstract Transition<TState> Step(TState state, TAction action);

    /// <summary>Progress in the world's own unit, e.g. boxes delivered.</summary>
    public abstract double Progress(TState state);

    /// <summary>Whether the goal is reached.</summary>
    public abstract bool IsSuccess(TState state);

    /// <summary>Most steps of an episode that begins so.</summary>
    public abstract int StepLimit(TState initial);

    /// <summary>Steps without progress after which an episode is stuck; null never. Under <see cref="WorldSemantics.Corrected"/> no best play may trip it.</summary>
    public abstract int? StuckAfter(TState initial);

    /// <summary>The best progress within the step limit. Deterministic: a planner counts its own work (about a second's worth at most), never time.</summary>
    public abstract EpisodeBound Bound(TState initial);

    /// <summary>A random legal action; null where there is none.</summary>
    public abstract TAction? RandomLegal(TState state, SeededRandom random);

    /// <summary>An action that makes progress, from the planner; null where it knows none.</summary>
    public abstract TAction? Suggest(TState state);

    /// <summary>The action as an agent is to write it: <see cref="Parse"/> reads it back.</summary>
    public abstract string Write(TAction action);

    /// <summary>A reply that was read.</summary>
    protected static ParsedReply<TAction> Read(TAction action) => new(action, null);

    /// <summary>A reply that cannot be read.</summary>
    /// <param name="message">What is wrong with it and what form it must have, in one sentence.</param>
    protected static ParsedReply<TAction> Unreadable(string message) => Wrong(new() { Kind = StepError.Format, Message = message });

    /// <summary>A reply that can be read but names something that must not be.</summary>
    protected static ParsedReply<TAction> Wrong(StepError error) => new(null, error);
}
