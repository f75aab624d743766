namespace PromptOpt.Cli;

/// <summary>
/// Finds what the user did not spell out: from the current folder upwards to one that holds <c>PromptOpt.sln</c> or <c>models</c>, then
/// from the program's own folder upwards.
/// </summary>
/// <param name="host">Where the user stands and the program lies.</param>
internal sealed class Locations(CliHost host)
{
    /// <summary>File name of the model that comes with the product.</summary>
    public const string DefaultModelFile = "smollm2-135m-instruct-q4_1.gguf";

    private readonly List<string> _roots = FindRoots(host);

    /// <summary>The folder that results, tasks and models are below by default.</summary>
    public string Root => _roots.Count > 0 ? _roots[0] : host.CurrentDirectory;

    /// <summary>Folder of the models.</summary>
    public string ModelsFolder => Asset("models");

    /// <summary>Folder of the tasks.</summary>
    public string TasksFolder => Asset("tasks");

    /// <summary>Absolute path of a path the user gave.</summary>
    public string Absolute(string path) => Path.GetFullPath(path, host.CurrentDirectory);

    /// <summary>Folder of the studies.</summary>
    /// <exception cref="BadInputException">It is a file.</exception>
    public string Results(string? given)
    {
        var path = given is null ? Path.Combine(Root, "results") : Absolute(given);
        return File.Exists(path) ? throw new BadInputException($"--results: {path} is a file; name a folder, which is made where it is missing") : path;
    }

    /// <summary>Folder of the optimiser's own prompts.</summary>
    public string Prompts(string? given) => given is null
        ? Asset("prompts")
        : Directory.Exists(Absolute(given)) ? Absolute(given) : throw new BadInputException($"--prompts: there is no folder {Absolute(given)}");

    /// <summary>The model file.</summary>
    /// <param name="given">What the user wrote; null for the embedded model.</param>
    /// <param name="option">The option it was written for, for messages.</param>
    public string Model(string? given, string option = "--model")
    {
        var path = given is null ? Path.Combine(ModelsFolder, DefaultModelFile) : Absolute(given);
        if (File.Exists(path)) return path;
        if (given is not null && File.Exists(Path.Combine(ModelsFolder, given))) return Path.Combine(ModelsFolder, given);
        throw new BadInputException(given is null
            ? $"the default model is missing: {path}; give another one with --model PATH, or run promptopt doctor"
            : $"{option}: there is no file {path}{Suggestion.For(Path.GetFileName(path), ModelFiles().Select(f => Path.GetFileName(f)))}");
    }

    /// <summary>All models below the models folder.</summary>
    public IReadOnlyList<string> ModelFiles() => Directory.Exists(ModelsFolder)
        ? [.. Directory.EnumerateFiles(ModelsFolder, "*.gguf").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Folder of a task, given by path or by name.</summary>
    public string Task(string given)
    {
        if (given.Length == 0) throw new BadInputException($"the task is empty; give its folder, or its name below {TasksFolder}");
        var path = Absolute(given);
        if (File.Exists(path) && Path.GetFileName(path) == "task.yaml") return Path.GetDirectoryName(path)!;
        if (File.Exists(Path.Combine(path, "task.yaml"))) return Path.TrimEndingDirectorySeparator(path);
        var named = _roots.Select(root => Path.Combine(root, "tasks", given)).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "task.yaml")));
        if (named is not null) return Path.GetFullPath(named);
        if (Directory.Exists(path)) throw new BadInputException($"{path} holds no task.yaml; promptopt init NAME --data FILE makes a task");
        var names = Directory.Exists(TasksFolder) ? Directory.EnumerateDirectories(TasksFolder).Select(folder => Path.GetFileName(folder)) : [];
        throw new BadInputException($"there is no task '{given}': neither a folder {path} nor a name below {TasksFolder}{Suggestion.For(given, names)}");
    }

    private string Asset(string name) =>
        _roots.Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists) ?? Path.Combine(Root, name);

    private static List<string> FindRoots(CliHost host) =>
        [.. new[] { host.CurrentDirectory, host.BaseDirectory }.Select(FindRoot).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PromptOpt.sln")) || Directory.Exists(Path.Combine(folder.FullName, "models")))
                return folder.FullName;
        }

        return null;
    }
}
