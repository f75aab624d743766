using PromptOpt.Cli.Printing;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt score-model explain STUDY</c>: what moves its predictions.</summary>
internal sealed class ScoreModelExplainCommand(CommandContext context) : StoredStudyCommand(
    context, "explain", "Show which features and which phrases move the predictions of a score model that learned from a study.")
{
    protected override void Report(IStudyStore store, Study study, StudyFolder folder, bool json)
    {
        var explanation = ScoreModelExplanation.Of(store.ReadTrials(), study.Seed);
        if (json) Context.Host.Out.WriteLine(JsonText.Write(explanation));
        else ScoreModelPage.Write(Context.Host.Out, folder.Name, explanation, Context.Host.OutWidth);
    }
}
