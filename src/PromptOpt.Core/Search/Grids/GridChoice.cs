using PromptOpt.Tasks;

namespace PromptOpt.Search.Grids;

/// <summary>Finds the grid of a study and puts it into the study's options.</summary>
public static class GridChoice
{
    private const string Folder = "grids";

    /// <summary>The options with the grid read, where the strategy is <see cref="Strategy.Grid"/>; else as they are.</summary>
    /// <param name="options">The options; what they say about the grid wins over the task.</param>
    /// <param name="task">The task.</param>
    /// <param name="labels">Closed set of answers; empty for open ones.</param>
    /// <param name="promptsFolder">Folder of the optimiser's own prompts.</param>
    /// <exception cref="BadInputException">The grid is not there or is wrong, a variable is unknown, or a grid is named for another strategy.</exception>
    public static SessionOptions Settle(SessionOptions options, TaskSpec task, IReadOnlyList<string> labels, string promptsFolder)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(labels);
        if (SearchPlan.For(task, options).Strategy != Strategy.Grid)
            return options.Grid is null ? options : throw new BadInputException("--grid: only --strategy grid searches a grid; add that, or leave the options of the grid out");
        if (options.Grid?.Content is not null) return options;
        var (given, ofTask) = (options.Grid ?? new(), task.Search.Grid ?? new());
        string path = PathOf(given.From, ofTask.From, task, labels, promptsFolder);
        var grid = GridFile.Load(path);
        // Another grid than the task's may have other variables.
        var kept = given.From is null ? ofTask.Variables : ofTask.Variables.Where(pair => grid.Variables.ContainsKey(pair.Key));
        var content = grid with { Variables = Overlaid(grid, kept.Concat(given.Variables)) };
        return options with { Grid = new() { From = grid.Name, Cells = given.Cells ?? ofTask.Cells, Content = content } };
    }

    private static string PathOf(string? given, string? ofTask, TaskSpec task, IReadOnlyList<string> labels, string promptsFolder)
    {
        string name = given ?? ofTask ?? (task.Environment is null && labels.Count >= 2 ? "classify" : "plain");
        if (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)) return given is null ? Path.GetFullPath(name, task.Folder) : name;
        string folder = Path.Combine(promptsFolder, Folder), path = Path.Combine(folder, name + ".yaml");
        if (File.Exists(path)) return path;
        string[] known = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)] : [];
        throw new BadInputException($"--grid: there is no grid '{name}' in {folder}{Spelling.Hint(name, known)}; there are {(known.Length == 0 ? "none" : string.Join(", ", known))}, and a file of your own ends in .yaml");
    }

    private static Dictionary<string, string> Overlaid(PromptGrid grid, IEnumerable<KeyValuePair<string, string>> changes)
    {
        var variables = grid.Variables.ToDictionary();
        foreach (var (name, text) in changes)
        {
            if (!variables.ContainsKey(name))
                throw new BadInputException($"--grid-variable: grid {grid.Name} has no variable '{name}'{Spelling.Hint(name, variables.Keys)}; it has {(variables.Count == 0 ? "none" : string.Join(", ", variables.Keys))}");
            if (text.Contains("{{", StringComparison.Ordinal)) throw new BadInputException($"--grid-variable: {name} must be plain text, without {{{{...}}}}");
            variables[name] = text;
        }

        return variables;
    }
}
