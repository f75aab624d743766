namespace PromptOpt.Studies;

/// <summary>Where a study keeps its files: <c>ROOT/NAME/</c>.</summary>
public sealed record StudyFolder
{
    /// <summary>Names the places; nothing is created.</summary>
    /// <param name="root">The results folder.</param>
    /// <param name="name">The study: letters, digits, dot, underscore, hyphen; not <c>.</c> or <c>..</c>.</param>
    /// <exception cref="BadInputException">The name has something else in it.</exception>
    public StudyFolder(string root, string name)
    {
        if (!IsName(name))
            throw new BadInputException($"study name: must be letters, digits, '.', '_' and '-' only, and not '.' or '..', but is '{name}'");
        Root = Path.GetFullPath(root);
        Name = name;
    }

    /// <summary>The results folder, absolute.</summary>
    public string Root { get; }

    /// <summary>Name of the study.</summary>
    public string Name { get; }

    /// <summary>The folder itself.</summary>
    public string Folder => Path.Combine(Root, Name);

    /// <summary>The study's memory.</summary>
    public string Database => Path.Combine(Folder, "study.db");

    /// <summary>Responses of the models, to be given again.</summary>
    public string Responses => Path.Combine(Folder, "responses.db");

    /// <summary>One line a trial.</summary>
    public string TrialsCsv => Path.Combine(Folder, "trials.csv");

    /// <summary>One line a rollout.</summary>
    public string RolloutsCsv => Path.Combine(Folder, "rollouts.csv");

    /// <summary>The best prompt for people.</summary>
    public string BestPrompt => Path.Combine(Folder, "best-prompt.txt");

    /// <summary>The best candidate, complete, for programs.</summary>
    public string BestYaml => Path.Combine(Folder, "best.yaml");

    /// <summary>Whether there is a study.</summary>
    public bool Exists => File.Exists(Database);

    /// <summary>Counts uses of test sets over all studies of the results folder.</summary>
    public string TestLedger => Path.Combine(Root, "test-uses.jsonl");

    /// <summary>Whether a study may be called so.</summary>
    public static bool IsName(string? name) =>
        !string.IsNullOrEmpty(name) && name is not "." and not ".." && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The studies in a results folder, by name; none if the folder is missing.</summary>
    public static IReadOnlyList<StudyFolder> List(string root)
    {
        if (!Directory.Exists(root)) return [];
        return [.. Directory.EnumerateDirectories(root)
            .Select(d => Path.GetFileName(d)!)
            .Where(IsName)
            .Order(StringComparer.Ordinal)
            .Select(n => new StudyFolder(root, n))
            .Where(s => s.Exists)];
    }
}
