using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads <c>environment:</c> of task.yaml.</summary>
internal static class EnvironmentYaml
{
    private const long MostEpisodes = 100_000;
    private static readonly string[] DatasetKeys = ["data", "answer", "metric", "splits"];

    /// <summary>The environment; null if the task has none. Problems are noted.</summary>
    /// <param name="root">The whole file.</param>
    /// <param name="folder">The task folder.</param>
    public static EnvironmentSpec? Read(YamlMap root, string folder)
    {
        if (!root.Has("environment")) return null;
        foreach (var key in DatasetKeys.Where(root.Has))
            root.Problem(key, "belongs to a dataset, and this task has an environment, which brings its own rows and score; remove one of the two");
        if (root.IsScalar("environment")) return new() { World = KnownWorld(root, "environment", root.Text("environment")) };
        if (root.Map("environment") is not { } map) return new();
        var spec = new EnvironmentSpec
        {
            World = map.Has("world") ? KnownWorld(map, "world", map.Text("world")) : null,
            Program = ProgramYaml.Read(map, folder),
            Plugin = Plugin(map, folder),
            FormatRetries = (int)(map.Whole("format_retries", 0, 10) ?? EnvironmentSpec.DefaultFormatRetries),
            Episodes = Episodes(map),
        };
        if (new[] { spec.World is not null, spec.Program is not null, spec.Plugin is not null }.Count(given => given) != 1)
            root.Problem("environment", "give exactly one of 'world' (a built-in one), 'command' (a program) and 'assembly' (a plug-in)");
        if (spec.World is { } world) spec = spec with { WorldOptions = Options(map, world) };
        map.Done();
        return spec;
    }

    private static string? KnownWorld(YamlMap map, string key, string? name)
    {
        if (name is not null && !WorldCatalog.Names.Contains(name))
            map.Problem(key, $"there is no world '{name}'{Spelling.Hint(name, WorldCatalog.Names)}; there are {string.Join(", ", WorldCatalog.Names)}");
        return name;
    }

    private static WorldOptions Options(YamlMap map, string world)
    {
        var options = new WorldOptions
        {
            Semantics = map.Choice<WorldSemantics>("semantics") ?? WorldSemantics.Corrected,
            Sizes = Sizes(map),
            StepLimit = (int?)map.Whole("step_limit", 1, 1000),
        };
        if (!WorldCatalog.Names.Contains(world)) return options;
        int most = WorldCatalog.SizesOf(world);
        foreach (int size in options.Sizes.Where(size => size < 1 || size > most)) map.Problem("sizes", $"{world} has the sizes 1 to {most}, not {size}");
        return options;
    }

    private static int[] Sizes(YamlMap map)
    {
        var texts = map.Texts("sizes");
        if (texts is null) return [];
        if (texts.Count == 0) map.Problem("sizes", "names none; name at least one, or remove the line to play all");
        var sizes = new List<int>();
        foreach (var text in texts)
        {
            if (int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int size)) sizes.Add(size);
            else map.Problem("sizes", $"must be whole numbers, but there is '{text}'");
        }

        return [.. sizes];
    }

    private static PluginSpec? Plugin(YamlMap map, string folder)
    {
        if (PathYaml.File(map, "assembly", folder) is not { } path) return null;
        return new() { Assembly = path, Type = map.Text("type"), Options = ProgramYaml.Options(map) };
    }

    private static EpisodeCounts Episodes(YamlMap map)
    {
        var defaults = new EpisodeCounts();
        if (map.Map("episodes") is not { } episodes) return defaults;
        var counts = new EpisodeCounts
        {
            Train = (int)(episodes.Whole("train", 1, MostEpisodes) ?? defaults.Train),
            Validation = (int)(episodes.Whole("validation", TaskDataReader.FewestRows, MostEpisodes) ?? defaults.Validation),
            Test = (int)(episodes.Whole("test", TaskDataReader.FewestRows, MostEpisodes) ?? defaults.Test),
            Seed = episodes.Whole("seed", 0, 1_000_000) ?? defaults.Seed,
        };
        episodes.Done();
        return counts;
    }
}
