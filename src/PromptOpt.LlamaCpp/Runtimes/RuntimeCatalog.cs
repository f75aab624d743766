using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PromptOpt.LlamaCpp.Runtimes;

/// <summary>The packages that fit this program, of exactly the version it was built with; from <c>native/runtimes.json</c>.</summary>
public static class RuntimeCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly Content Data = Read();

    /// <summary>Version of all packages.</summary>
    public static string Version => Data.Version;

    /// <summary>What llama.cpp in them says its version is; libraries of different versions cannot be mixed.</summary>
    public static string LlamaVersion => Data.LlamaVersion;

    /// <summary>All packages, of all platforms.</summary>
    public static IReadOnlyList<RuntimePackage> Packages => Data.Packages;

    /// <summary>System and processor of this machine, e.g. <c>linux-x64</c>.</summary>
    public static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "mac" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The packages of a platform.</summary>
    /// <param name="platform">Default: this machine's.</param>
    public static IReadOnlyList<RuntimePackage> For(string? platform = null) => [.. Packages.Where(p => p.Platform == (platform ?? Platform))];

    /// <summary>The package of a kind.</summary>
    /// <param name="kind">What it computes with.</param>
    /// <param name="platform">Default: this machine's.</param>
    /// <exception cref="BadInputException">There is none for the platform.</exception>
    public static RuntimePackage Find(RuntimeKind kind, string? platform = null)
    {
        var place = platform ?? Platform;
        var all = For(place);
        if (all.FirstOrDefault(p => p.Kind == kind) is { } found) return found;
        var others = all.Count == 0 ? "there is no package at all for it; point PROMPTOPT_LLAMA_DIR to a build of llama.cpp of your own" : $"there is: {string.Join(", ", all.Select(p => p.Word))}";
        throw new BadInputException($"There is no {kind.ToString().ToLowerInvariant()} runtime for {place}; {others}.");
    }

    private static Content Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("runtimes.json")!;
        var content = JsonSerializer.Deserialize<Content>(stream, Json)!;
        return content with { Packages = [.. content.Packages.Select(p => p with { Version = content.Version })] };
    }

    private sealed record Content(string Version, string LlamaVersion, IReadOnlyList<RuntimePackage> Packages);
}
