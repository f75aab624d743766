using PromptOpt.Environments.Worlds;

namespace PromptOpt.Environments;

/// <summary>Opens the environment of a task.</summary>
public static class EnvironmentFactory
{
    /// <summary>Opens it.</summary>
    /// <param name="spec">What the task says.</param>
    /// <param name="note">Told what a person should know, e.g. what an external program writes to stderr.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">It cannot be opened as the task describes it.</exception>
    /// <exception cref="EnvironmentException">An external program failed at its start.</exception>
    public static Task<IEnvironment> OpenAsync(EnvironmentSpec spec, Action<string> note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.World is { } world) return Task.FromResult(WorldCatalog.Create(world, spec.WorldOptions, spec.FormatRetries));
        throw new NotSupportedException();
    }
}
