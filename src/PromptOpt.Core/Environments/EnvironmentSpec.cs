using PromptOpt.Environments.Worlds;

namespace PromptOpt.Environments;

/// <summary>The environment of a multi-step task, as <c>environment:</c> of task.yaml describes it: a built-in world, a program, or a class of a plug-in.</summary>
public sealed record EnvironmentSpec
{
    /// <summary>Unreadable replies in a row that are answered with the error and asked again, unless the task says otherwise.</summary>
    public const int DefaultFormatRetries = 2;

    /// <summary>Name of a built-in world; null for the others.</summary>
    public string? World { get; init; }

    /// <summary>How the built-in world is wanted.</summary>
    public WorldOptions WorldOptions { get; init; } = new();

    /// <summary>The program to talk to; null for the others.</summary>
    public ProgramSpec? Program { get; init; }

    /// <summary>The class to load; null for the others.</summary>
    public PluginSpec? Plugin { get; init; }

    /// <summary>Unreadable replies in a row that are answered with the error and asked again, 0 to 10. Default 2.</summary>
    public int FormatRetries { get; init; } = DefaultFormatRetries;

    /// <summary>How many episodes each split has.</summary>
    public EpisodeCounts Episodes { get; init; } = new();
}
