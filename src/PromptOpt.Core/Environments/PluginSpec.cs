using System.Text.Json.Serialization;

namespace PromptOpt.Environments;

/// <summary>A class in an assembly of the user's own that implements <see cref="IEnvironment"/>.</summary>
/// <remarks>Serialised it is what decides how episodes go; where the assembly lies is left out.</remarks>
public sealed record PluginSpec
{
    /// <summary>Absolute path of the assembly.</summary>
    [JsonIgnore]
    public string Assembly { get; init; } = "";

    /// <summary>Its name without the folder.</summary>
    public string FileName => Path.GetFileName(Assembly);

    /// <summary>Full name of the class; null where the assembly has only one.</summary>
    public string? Type { get; init; }

    /// <summary>Texts handed to its constructor, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
