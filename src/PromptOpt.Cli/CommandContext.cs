namespace PromptOpt.Cli;

/// <summary>What every command works with.</summary>
/// <param name="host">The process.</param>
/// <param name="backend">The product.</param>
internal sealed class CommandContext(CliHost host, Backend backend)
{
    private readonly long _started = host.Time.GetTimestamp();

    /// <summary>Time since the command began.</summary>
    public TimeSpan Elapsed => Host.Time.GetElapsedTime(_started);

    /// <summary>The process.</summary>
    public CliHost Host { get; } = host;

    /// <summary>The product behind the commands.</summary>
    public Backend Backend { get; } = backend;

    /// <summary>Where tasks, models, prompts and results are.</summary>
    public Locations Locations { get; } = new(host);

    /// <summary>Folder of the study being run, for the log of an unexpected failure; null while there is none.</summary>
    public string? StudyFolder { get; set; }

    /// <summary>What to type to go on after a cancellation; null if there is nothing to go on with.</summary>
    public string? ResumeCommand { get; set; }
}
