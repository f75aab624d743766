using PromptOpt.Environments.External;
using PromptOpt.Environments.External.Plugins;
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
    public static async Task<IEnvironment> OpenAsync(EnvironmentSpec spec, Action<string> note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec switch
        {
            { World: { } world } => WorldCatalog.Create(world, spec.WorldOptions, spec.FormatRetries),
            { Program: { } program } => await ExternalEnvironment.OpenAsync(ProgramTerms.For("environment", "episode", program, note), spec.FormatRetries, cancellationToken),
            { Plugin: { } plugin } => PluginLoader.Open(plugin, spec.FormatRetries),
            _ => throw new BadInputException("the task's environment names no world, no program and no plug-in; add one under 'environment' in task.yaml"),
        };
    }
}
