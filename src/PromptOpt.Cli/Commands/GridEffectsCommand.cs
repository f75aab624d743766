using PromptOpt.Cli.Printing;
using PromptOpt.Reports;
using PromptOpt.Search;
using PromptOpt.Search.Grids;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt grid effects STUDY</c>: the effect of every option, the best cell, and how much of its value is luck.</summary>
internal sealed class GridEffectsCommand(CommandContext context) : StoredStudyCommand(
    context, "effects", "Show what every option of a study's grid does to the score, and write grid-effects.csv beside the study.")
{
    /// <summary>The table that is written beside the study.</summary>
    private const string CsvName = "grid-effects.csv";

    protected override void Report(IStudyStore store, Study study, StudyFolder folder, bool json)
    {
        var grid = StudyJson.ReadOptions(study).Grid?.Content
            ?? throw new BadInputException($"study {folder.Name} searched no grid; promptopt optimize {study.TaskName} --strategy grid makes one that does");
        var effects = GridAnalysis.Of(grid, store.ReadTrials(), store.ReadWaves(), study.Seed);
        string path = Path.Combine(folder.Folder, CsvName);
        GridEffectsCsv.Write(path, effects);
        if (json) Context.Host.Out.WriteLine(JsonText.Write(effects));
        else GridEffectsPage.Write(Context.Host.Out, folder.Name, effects, path, Context.Host.OutWidth);
    }
}
