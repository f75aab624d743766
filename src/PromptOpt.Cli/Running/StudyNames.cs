using System.Text.RegularExpressions;
using PromptOpt.Cli.Commands;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Names of studies and the folders behind them.</summary>
/// <param name="backend">Opens stores.</param>
/// <param name="resultsRoot">Folder of all studies.</param>
internal sealed partial class StudyNames(Backend backend, string resultsRoot)
{
    /// <summary>The folder of a study that must exist.</summary>
    public StudyFolder Existing(string name)
    {
        var folder = new StudyFolder(resultsRoot, Checked(name));
        if (File.Exists(folder.Database)) return folder;
        throw new BadInputException(
            $"there is no study '{name}' in {resultsRoot}{Suggestion.For(name, StudyFolder.List(resultsRoot).Select(f => f.Name))}");
    }

    /// <summary>The folder for a name the user asked for, which must be free.</summary>
    /// <param name="name">The name.</param>
    /// <param name="locations">Tells whether a command needs <c>--results</c> to find the study that is in the way.</param>
    public StudyFolder Free(string name, Locations locations)
    {
        var folder = new StudyFolder(resultsRoot, Checked(name));
        if (!IsTaken(folder)) return folder;
        var study = Read(folder);
        throw new BadInputException(study switch
        {
            null => $"--study: the folder {folder.Folder} exists and holds no study; choose another name",
            { Outcome: null } => $"--study: {name} exists and is not finished; go on with: {ResumeLine.For(folder, locations)}",
            _ => $"--study: {name} exists and is finished; see it with promptopt show {ResumeLine.Reference(folder, locations)}, or choose another name",
        });
    }

    /// <summary>A folder for a study without a name: <c>TASK-seedN</c>, or with -2, -3 and so on. An unfinished study of just this work is taken up again.</summary>
    public StudyFolder Default(Study study)
    {
        var stem = $"{study.TaskName}-seed{study.Seed}";
        for (var i = 1; ; i++)
        {
            var folder = new StudyFolder(resultsRoot, i == 1 ? stem : $"{stem}-{i}");
            if (!IsTaken(folder)) return folder;
            if (Read(folder) is { Outcome: null } stored && IsSameWork(stored, study)) return folder;
        }
    }

    private static bool IsTaken(StudyFolder folder) => Directory.Exists(folder.Folder) && Directory.EnumerateFileSystemEntries(folder.Folder).Any();

    /// <summary>Whether two studies are the same work: going on with one is going on with the other.</summary>
    public static bool IsSameWork(Study a, Study b) =>
        a.TaskFingerprint == b.TaskFingerprint && a.ModelIdentity == b.ModelIdentity && a.OtherModels.OrderBy(m => m.Key).SequenceEqual(b.OtherModels.OrderBy(m => m.Key)) && a.Seed == b.Seed && a.TestFile == b.TestFile
        && a.Budget == b.Budget && a.Options == b.Options;

    /// <summary>A name that may be a folder.</summary>
    /// <exception cref="BadInputException">It may not.</exception>
    public static string Checked(string name) => Pattern().IsMatch(name)
        ? name
        : throw new BadInputException($"'{name}' is no name for a study: it becomes a folder, so use letters, digits, dots, dashes and underscores, beginning with a letter or digit");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
    private static partial Regex Pattern();

    private Study? Read(StudyFolder folder)
    {
        if (!File.Exists(folder.Database)) return null;
        using var store = backend.OpenStore(folder.Database);
        return store.ReadStudy();
    }
}
