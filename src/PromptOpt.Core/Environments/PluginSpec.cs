namespace PromptOpt.Environments;

/// <summary>A class in an assembly of the user's own that implements <see cref="IEnvironment"/>.</summary>
public sealed record PluginSpec
{
    /// <summary>Absolute path of the assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>Full name of the class; null where the assembly has only one.</summary>
    public string? Type { get; init; }

    /// <summary>Texts handed to its constructor, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
