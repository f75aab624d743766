using System.Text.Json.Serialization;

namespace PromptOpt.Environments;

/// <summary>An external program that speaks the protocol of docs/environments.md on stdin and stdout.</summary>
/// <remarks>Serialised it is what decides its answers; where it lies and how long it may take are left out.</remarks>
public sealed record ProgramSpec
{
    /// <summary>Program and arguments; never handed to a shell. A name without a separator is looked for on PATH, then in <see cref="Folder"/>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Folder it is started in: the task folder.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>Processes, 1 to 64, each of which holds one episode at a time, for simulators that cannot hold more. Null, the default, is one process for all
    /// episodes at once.</summary>
    [JsonIgnore]
    public int? Instances { get; init; }

    /// <summary>Longest time for one answer; a request that is sent while others wait has the same time for each of those too. Default 30 s.</summary>
    [JsonIgnore]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time from the start to the handshake. Default 60 s.</summary>
    [JsonIgnore]
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Texts handed over in the handshake, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The file name of its script, or of the program itself: a name for people.</summary>
    internal string ShortName => Path.GetFileName(Command.Count > 1 ? Command[1] : Command[0]);
}
