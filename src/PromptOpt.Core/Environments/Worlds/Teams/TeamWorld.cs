using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Environments.Worlds.Teams;

/// <summary>A world of several agents that are told what to do by one JSON object a step.</summary>
/// <typeparam name="TState">The world's states.</typeparam>
/// <typeparam name="TOrder">What one agent is told.</typeparam>
/// <param name="options">How the task wants the world.</param>
internal abstract class TeamWorld<TState, TOrder>(WorldOptions options) : World<TState, JointAction<TOrder>>
    where TState : class
    where TOrder : class
{
    /// <summary>Kind of error: something is named more than once in one reply.</summary>
    protected const string NamedTwice = "named-twice";

    private const int LongestQuote = 60, LongestOrder = 500;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Idle = ["", "none", "null", "nothing", "wait", "stay", "idle"];

    /// <summary>How the task wants the world.</summary>
    protected WorldOptions Options { get; } = options;

    /// <summary>Whether it follows the published rules.</summary>
    protected bool IsPublished => Options.Semantics == WorldSemantics.Reference;

    /// <inheritdoc/>
    public sealed override WorldSemantics Semantics => Options.Semantics;

    /// <inheritdoc/>
    public sealed override bool ShowsOldState => IsPublished;

    /// <summary>A reply of the right form, as the example in messages.</summary>
    protected abstract string Example { get; }

    /// <summary>All there is to gain, reachable or not.</summary>
    protected abstract double Total(TState state);

    /// <summary>No less than the best progress within some steps.</summary>
    protected abstract double Reachable(TState state, int steps);

    /// <summary>Understands a member of the reply; null if it has no known form.</summary>
    protected abstract TOrder? Understand(RawOrder raw);

    /// <summary>Understands a member as the published code does; null if that passes over it in silence.</summary>
    protected abstract TOrder? UnderstandPublished(RawOrder raw);

    /// <summary>The order as <see cref="Understand"/> reads it.</summary>
    protected abstract RawOrder Write(TOrder order);

    /// <summary>The rule that an order breaks whatever the others do; null if none.</summary>
    protected abstract StepError? Fault(TState state, TOrder order);

    /// <summary>Carries out orders that have no fault of their own, all at the same time.</summary>
    protected abstract Transition<TState> Together(TState state, IReadOnlyList<TOrder> orders);

    /// <summary>Carries out orders as the published code does.</summary>
    protected abstract Transition<TState> InTurn(TState state, IReadOnlyList<TOrder> orders);

    /// <inheritdoc/>
    public sealed override EpisodeBound Bound(TState initial)
    {
        if (IsPublished) return new(Total(initial), BoundKind.Nominal);
        int steps = StepLimit(initial);
        double most = Reachable(initial, steps);
        return new(most, PlannedPlay.Progress(this, initial, steps) >= most ? BoundKind.Exact : BoundKind.Upper);
    }

    /// <inheritdoc/>
    public sealed override ParsedReply<JointAction<TOrder>> Parse(string reply, TState state)
    {
        var members = IsPublished ? PublishedOrderReader.Read(reply) : OrderReader.Read(reply);
        if (members is null) return Unreadable($"the reply must hold one JSON object such as {Example}, and no such object was found");
        var orders = new List<TOrder>();
        foreach (var raw in members)
        {
            var order = raw.Name.Length + raw.Text.Length > LongestOrder ? null : IsPublished ? UnderstandPublished(raw) : Understand(raw);
            if (order is not null) orders.Add(order);
            else if (!IsPublished && !Idle.Contains(raw.Text.ToLowerInvariant())) return Unreadable($"{Quote(raw)} is not of the form {Example}");
        }

        return Read(new JointAction<TOrder>(orders));
    }

    /// <inheritdoc/>
    public sealed override string Write(JointAction<TOrder> action) =>
        "{" + string.Join(", ", action.Orders.Select(Write).Select(raw => $"{Json(raw.Name)}: {Json(raw.Text)}")) + "}";

    /// <inheritdoc/>
    public sealed override Transition<TState> Step(TState state, JointAction<TOrder> action)
    {
        if (IsPublished) return InTurn(state, action.Orders);
        var errors = new List<StepError>();
        var sound = new List<TOrder>();
        foreach (var orders in action.Orders.GroupBy(order => Write(order).Name))
        {
            if (orders.Skip(1).Any()) errors.Add(Broken(NamedTwice, $"{orders.Key} is named {orders.Count()} times in one reply"));
            else if (Fault(state, orders.First()) is { } fault) errors.Add(fault);
            else sound.Add(orders.First());
        }

        return Told(Together(state, sound), errors);
    }

    /// <summary>A broken rule.</summary>
    protected static StepError Broken(string kind, string message) => new() { Kind = kind, Message = message };

    private static Transition<TState> Told(Transition<TState> done, IReadOnlyList<StepError> before)
    {
        StepError[] errors = [.. before.Concat(done.Errors).OrderByDescending(error => error.EndsEpisode)];
        var sentences = errors.Select(error => error.Message + ".").Append(done.Feedback).Where(text => text.Length > 0);
        return done with { Errors = errors, Feedback = string.Join(' ', sentences) };
    }

    private static string Quote(RawOrder raw)
    {
        string text = $"\"{raw.Name}\": \"{raw.Text}\"";
        return text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
    }

    private static string Json(string text) => JsonSerializer.Serialize(text, Readable);
}
