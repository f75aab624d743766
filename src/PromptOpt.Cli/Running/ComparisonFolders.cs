using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>Finds the folder of a comparison. Studies of one folder have everything in common but strategy and seed, so that more strategies and seeds can join later.</summary>
/// <param name="backend">Opens stores.</param>
/// <param name="resultsRoot">Folder of all studies.</param>
internal sealed class ComparisonFolders(Backend backend, string resultsRoot)
{
    /// <summary>The folder of a name, or the first one of <c>TASK-compare</c>, <c>TASK-compare-2</c> and so on that is free or holds studies of this work.</summary>
    /// <param name="name">The name asked for; null for the default.</param>
    /// <param name="common">What the studies have in common.</param>
    /// <exception cref="BadInputException">The folder that was asked for holds something else.</exception>
    public ComparisonFolder Find(string? name, Study common)
    {
        if (name is not null)
        {
            var named = new ComparisonFolder(resultsRoot, StudyNames.Checked(name));
            return Suits(named, common)
                ? named
                : throw new BadInputException(
                    $"--name: {named.Folder} holds a study or a comparison with another task, data, model, budget or options; choose another name, or repeat what it was begun with");
        }

        var stem = $"{common.TaskName}-compare";
        return Enumerable.Range(1, int.MaxValue)
            .Select(i => new ComparisonFolder(resultsRoot, i == 1 ? stem : $"{stem}-{i}"))
            .First(folder => Suits(folder, common));
    }

    private bool Suits(ComparisonFolder folder, Study common) =>
        !new StudyFolder(folder.Root, folder.Name).Exists
        && StudyFolder.List(folder.Folder).Select(Read).OfType<Study>().All(stored => StudyNames.IsSameWork(stored, LikeOf(stored, common)));

    private static Study LikeOf(Study stored, Study common)
    {
        var (options, asked) = (StudyJson.ReadOptions(stored), StudyJson.ReadOptions(common));
        // A comparison that asks for no grid may stand beside studies of one.
        var grid = options.Strategy == Strategy.Grid ? asked.Grid ?? options.Grid : null;
        return common with { Seed = stored.Seed, Options = StudyJson.Write(asked with { Strategy = options.Strategy, Seed = options.Seed, Grid = grid }) };
    }

    private Study? Read(StudyFolder folder)
    {
        using var store = backend.OpenStore(folder.Database);
        return store.ReadStudy();
    }
}
