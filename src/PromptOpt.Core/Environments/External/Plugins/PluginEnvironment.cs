namespace PromptOpt.Environments.External.Plugins;

/// <summary>An environment that other people wrote: whatever it throws is a failure of the environment, and what it returns is checked.</summary>
internal sealed class PluginEnvironment : IEnvironment
{
    private readonly IEnvironment _inner;
    private readonly string _name;

    /// <summary>Takes one.</summary>
    /// <param name="inner">The plug-in's.</param>
    /// <param name="name">Assembly and class, for messages.</param>
    /// <param name="formatRetries">What the task says.</param>
    /// <exception cref="BadInputException">What it says of itself is of no use.</exception>
    public PluginEnvironment(IEnvironment inner, string name, int formatRetries)
    {
        (_inner, _name) = (inner, name);
        var info = inner.Info;
        if (info is not { Name.Length: > 0, Identity.Length: > 0, Violations: not null })
            throw new BadInputException($"{name}: its Info must have a name and an identity");
        try
        {
            foreach (string kind in info.Violations) ErrorKinds.Check(kind);
        }
        catch (BadAnswerException e)
        {
            throw new BadInputException($"{name}: {e.Message}", e);
        }

        Info = info with { FormatRetries = formatRetries, Identity = FormattableString.Invariant($"{info.Identity} retries {formatRetries}") };
    }

    /// <inheritdoc/>
    public EnvironmentInfo Info { get; }

    /// <inheritdoc/>
    public async ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken)
    {
        var begun = await GuardAsync(() => _inner.ResetAsync(episode, cancellationToken), cancellationToken);
        var start = await GuardAsync(() => new ValueTask<EpisodeStart?>(begun?.Start), cancellationToken);
        if (start is not { Observation: not null, StepLimit: >= 1, StuckAfter: null or >= 1 }
            || !double.IsFinite(start.Progress) || !double.IsFinite(start.Baseline) || !double.IsFinite(start.Bound.Progress))
            throw Wrong("the beginning of an episode needs an observation, finite numbers and limits of at least 1");
        return begun is IGuidedEpisode guided ? new GuidedPluginEpisode(this, guided, start) : new PluginEpisode(this, begun!, start);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await GuardAsync(() => Done(_inner.DisposeAsync()), CancellationToken.None);

    /// <summary>Waits for the end of a call without a result.</summary>
    public static async ValueTask<bool> Done(ValueTask call)
    {
        await call;
        return true;
    }

    /// <summary>Calls the plug-in.</summary>
    /// <exception cref="EnvironmentException">It threw something else than the caller's own cancellation.</exception>
    public async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (e is not EnvironmentException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw new EnvironmentException($"{_name} failed: {e.GetType().Name}: {e.Message}; correct the plug-in and resume", e);
        }
    }

    /// <summary>The failure of a result that is of no use.</summary>
    public EnvironmentException Wrong(string problem) => new($"{_name}: {problem}; correct the plug-in and resume");
}
