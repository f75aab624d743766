using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads the path of a file of the task.</summary>
internal static class PathYaml
{
    /// <summary>The absolute path; null if the key is absent. A problem is noted where no file is there.</summary>
    /// <param name="map">The section.</param>
    /// <param name="key">The key.</param>
    /// <param name="folder">The task folder.</param>
    public static string? File(YamlMap map, string key, string folder)
    {
        if (map.Text(key) is not { } text) return null;
        if (HasNull(text))
        {
            map.Problem(key, "holds the character U+0000, which no path can");
            return folder;
        }

        string path = Path.GetFullPath(Path.Combine(folder, text));
        if (!System.IO.File.Exists(path)) map.Problem(key, $"there is no file {path}; paths start at the task folder");
        return path;
    }

    /// <summary>Whether a text holds what neither a path nor a word of a command can.</summary>
    public static bool HasNull(string text) => text.Contains('\0', StringComparison.Ordinal);
}
