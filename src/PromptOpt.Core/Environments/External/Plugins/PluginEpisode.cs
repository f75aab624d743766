namespace PromptOpt.Environments.External.Plugins;

/// <summary>An episode of a plug-in, guarded like its environment.</summary>
internal class PluginEpisode(PluginEnvironment environment, IEpisode inner, EpisodeStart start) : IEpisode
{
    /// <inheritdoc/>
    public EpisodeStart Start => start;

    /// <inheritdoc/>
    public async ValueTask<StepResult> StepAsync(string reply, CancellationToken cancellationToken)
    {
        var result = await environment.GuardAsync(() => inner.StepAsync(reply, cancellationToken), cancellationToken);
        bool isWhole = result is { Observation: not null, Feedback: not null, ErrorCount: >= 0, Error: null or { Kind.Length: > 0, Message: not null } };
        return isWhole && double.IsFinite(result!.Progress)
            ? result
            : throw environment.Wrong("the result of a step needs an observation, a finite progress and, if there is an error, its kind and message");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await environment.GuardAsync(() => PluginEnvironment.Done(inner.DisposeAsync()), CancellationToken.None);
        GC.SuppressFinalize(this);
    }
}
