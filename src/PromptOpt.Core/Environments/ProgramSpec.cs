namespace PromptOpt.Environments;

/// <summary>An external program that speaks the protocol of docs/environments.md on stdin and stdout.</summary>
public sealed record ProgramSpec
{
    /// <summary>Program and arguments; never handed to a shell.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Folder it is started in: the task folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Processes to start, 1 to 64: more than one for simulators that hold a single episode. Default 1: one process for all episodes.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Longest time for one answer. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time from the start to the handshake. Default 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Texts handed over in the handshake, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
