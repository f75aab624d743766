using PromptOpt.Environments;

namespace PromptOpt.Tests.Environments.External.Plugins;

/// <summary>A plug-in without options, whose words about itself are wrong.</summary>
public sealed class PlainEnvironment : IEnvironment
{
    public EnvironmentInfo Info => new() { Name = "plain", Identity = "plain", Violations = ["Not Kebab"] };

    public ValueTask<IEpisode> ResetAsync(EpisodeSpec episode, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}
