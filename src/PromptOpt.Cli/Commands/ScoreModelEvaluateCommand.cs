using PromptOpt.Cli.Printing;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt score-model evaluate STUDY</c>: its errors against simple predictions, and what its rejections cost.</summary>
internal sealed class ScoreModelEvaluateCommand(CommandContext context) : StoredStudyCommand(
    context, "evaluate", "Show the error of a score model on a study against that of simple predictions, and what its rejections cost.")
{
    protected override void Report(IStudyStore store, Study study, StudyFolder folder, bool json)
    {
        var evaluation = ScoreModelEvaluation.Of(store.ReadTrials(), study.Seed);
        if (json) Context.Host.Out.WriteLine(JsonText.Write(evaluation));
        else ScoreModelPage.Write(Context.Host.Out, folder.Name, evaluation, Context.Host.OutWidth);
    }
}
