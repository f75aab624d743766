using System.CommandLine;

namespace PromptOpt.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary><c>--results</c>.</summary>
    public static Option<string?> Results() => OptionFactory.Text("--results", "Folder of all studies. Default: results/.", "DIR");

    /// <summary><c>--require-improvement</c>.</summary>
    public static Option<bool> RequireImprovement() =>
        OptionFactory.Switch("--require-improvement", "End with exit code 3 unless the verdict is improved, or cheaper at the same quality.");

    /// <summary>A file the user named, as an absolute path.</summary>
    /// <exception cref="BadInputException">It does not exist.</exception>
    public static string? ExistingFile(Locations places, string option, string? given)
    {
        if (given is null) return null;
        var path = places.Absolute(given);
        if (File.Exists(path)) return path;
        var folder = Path.GetDirectoryName(path);
        var near = Directory.Exists(folder) ? Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)) : [];
        var guess = Spelling.Nearest(Path.GetFileName(path), near) is { } closest ? $". Did you mean {closest}?" : "";
        throw new BadInputException($"{option}: there is no file {path}{guess}");
    }
}
