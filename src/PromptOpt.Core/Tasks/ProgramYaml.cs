using PromptOpt.Environments;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads a program of the user's own: the keys that <c>environment:</c> and <c>metric:</c> share.</summary>
internal static class ProgramYaml
{
    private const int MostInstances = 64;

    /// <summary>The program; null if there is no <c>command</c>. Problems are noted.</summary>
    /// <param name="map">The section.</param>
    /// <param name="folder">The task folder.</param>
    public static ProgramSpec? Read(YamlMap map, string folder)
    {
        if (map.Texts("command") is not { } command) return null;
        if (command.Count == 0 || string.IsNullOrWhiteSpace(command[0])) map.Problem("command", "names no program; write [program, argument, ...]");
        else if (command.Any(PathYaml.HasNull)) map.Problem("command", "holds the character U+0000, which no word of a command can");
        var defaults = new ProgramSpec { Command = command, Folder = folder };
        return defaults with
        {
            Instances = (int?)map.Whole("instances", 1, MostInstances),
            Timeout = Time(map, "timeout") ?? defaults.Timeout,
            StartTimeout = Time(map, "start_timeout") ?? defaults.StartTimeout,
            Options = Options(map),
        };
    }

    /// <summary>Texts by name, from <c>options</c>; none if absent.</summary>
    public static IReadOnlyDictionary<string, string> Options(YamlMap map)
    {
        var texts = new Dictionary<string, string>();
        if (map.Map("options") is not { } options) return texts;
        foreach (var key in options.Keys.ToArray()) texts[key] = options.Text(key) ?? "";
        options.Done();
        return texts;
    }

    private static TimeSpan? Time(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (Duration.TryParse(text, out var time) && time > TimeSpan.Zero) return time;
        map.Problem(key, $"must be a length of time such as 0.5s, 30s or 5m, but is '{text}'");
        return null;
    }
}
