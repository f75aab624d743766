using System.Text.Json.Serialization;

namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>A package of the npm registry with a build of the native libraries for one platform.</summary>
/// <param name="Platform">System and processor, e.g. <c>linux-x64</c>.</param>
/// <param name="Kind">What it computes with.</param>
/// <param name="Name">Its name in the registry without the scope, e.g. <c>linux-x64-cuda</c>.</param>
/// <param name="Bytes">Size of its archive.</param>
/// <param name="Integrity">What the archive must hash to, as npm writes it: <c>sha512-</c> and base 64.</param>
public sealed record RuntimePackage(
    string Platform, [property: JsonConverter(typeof(JsonStringEnumConverter<RuntimeKind>))] RuntimeKind Kind, string Name, long Bytes, string Integrity)
{
    private const string Scope = "@node-llama-cpp";

    /// <summary>Version of the package.</summary>
    public string Version { get; init; } = "";

    /// <summary>The word for it on the command line, e.g. <c>cuda</c>.</summary>
    public string Word => Kind.ToString().ToLowerInvariant();

    /// <summary>Name and version with the scope.</summary>
    public string FullName => $"{Scope}/{Name} {Version}";

    /// <summary>File name of the library that matters, on the platform of the package.</summary>
    internal string Library
    {
        get
        {
            var name = Kind switch
            {
                RuntimeKind.Cpu => "ggml-base",
                RuntimeKind.Vulkan => "ggml-vulkan",
                _ => "ggml-cuda",
            };
            if (Platform.StartsWith("win", StringComparison.Ordinal)) return $"{name}.dll";
            return Platform.StartsWith("mac", StringComparison.Ordinal) ? $"lib{name}.dylib" : $"lib{name}.so";
        }
    }

    /// <summary>Where a registry has the archive.</summary>
    /// <param name="registry">Address of the registry, with a slash at its end.</param>
    public Uri Address(Uri registry) => new(registry, $"{Scope}/{Name}/-/{Name}-{Version}.tgz");
}
