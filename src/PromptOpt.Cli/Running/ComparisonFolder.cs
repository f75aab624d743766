using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Running;

/// <summary>Where a comparison keeps its files: <c>RESULTS/NAME/</c>, with a folder for each of its studies.</summary>
/// <param name="Root">The results folder.</param>
/// <param name="Name">The comparison.</param>
internal sealed record ComparisonFolder(string Root, string Name)
{
    /// <summary>The folder itself; its studies' results folder.</summary>
    public string Folder => Path.Combine(Root, Name);

    /// <summary>The prompts that were chosen and their rollouts on the rows of the comparison.</summary>
    public string Database => Path.Combine(Folder, "comparison.db");

    /// <summary>Responses of the models, shared by all of it.</summary>
    public string Responses => Path.Combine(Folder, CacheSettings.FileName);

    /// <summary>One line a study.</summary>
    public string StudiesCsv => Path.Combine(Folder, "comparison.csv");

    /// <summary>One line a strategy.</summary>
    public string TableCsv => Path.Combine(Folder, "comparison-table.csv");

    /// <summary>The result for reading.</summary>
    public string Page => Path.Combine(Folder, "comparison.md");

    /// <summary>The folder of one study.</summary>
    public StudyFolder Study(Strategy strategy, long seed) => new(Folder, $"{KebabCase.Of(strategy)}-seed{seed}");
}
