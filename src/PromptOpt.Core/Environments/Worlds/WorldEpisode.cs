using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds;

/// <summary>An episode of a built-in world.</summary>
internal sealed class WorldEpisode<TState, TAction>(World<TState, TAction> world, TState initial, EpisodeStart start) : IGuidedEpisode
    where TState : class
    where TAction : class
{
    private TState _state = initial;

    /// <inheritdoc/>
    public EpisodeStart Start => start;

    /// <inheritdoc/>
    public ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var before = _state;
        var parsed = world.Parse(reply, before);
        var done = parsed.Action is { } action
            ? world.Step(before, action)
            : new Transition<TState>(before) { Feedback = parsed.Error!.Message, Errors = [parsed.Error] };
        _state = done.State;
        var error = done.Errors is [var first, ..] ? first with { Alternative = first.Alternative ?? Reply(world.Suggest(before)) } : null;
        return new(new StepResult
        {
            Action = parsed.Action is { } read ? world.Write(read) : null,
            Error = error,
            ErrorCount = done.Errors.Count,
            Feedback = done.Feedback,
            Observation = world.Observe(world.ShowsOldState ? before : _state),
            Progress = world.Progress(_state),
            IsSuccess = world.IsSuccess(_state),
            IsOver = done.Errors.Any(e => e.EndsEpisode),
            HistoryState = start.HistoryState is null ? null : world.HistoryState(_state),
        });
    }

    /// <inheritdoc/>
    public string? RandomLegalReply(SeededRandom random) => Reply(world.RandomLegal(_state, random));

    /// <inheritdoc/>
    public string? SuggestedReply() => Reply(world.Suggest(_state));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private string? Reply(TAction? action) => action is null ? null : world.Write(action);
}
