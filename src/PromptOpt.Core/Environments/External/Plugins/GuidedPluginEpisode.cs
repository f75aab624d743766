using PromptOpt.Statistics;

namespace PromptOpt.Environments.External.Plugins;

/// <summary>An episode of a plug-in that knows its own rules.</summary>
internal sealed class GuidedPluginEpisode(PluginEnvironment environment, IGuidedEpisode inner, EpisodeStart start) : PluginEpisode(environment, inner, start), IGuidedEpisode
{
    private readonly PluginEnvironment _environment = environment;

    /// <inheritdoc/>
    public string? RandomLegalReply(SeededRandom random) => Guard(() => inner.RandomLegalReply(random));

    /// <inheritdoc/>
    public string? SuggestedReply() => Guard(inner.SuggestedReply);

    private string? Guard(Func<string?> call)
    {
        var answer = _environment.GuardAsync(() => new ValueTask<string?>(call()), CancellationToken.None);
        return answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
    }
}
