using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Feedback;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt rules stats STUDY</c>: how often each rule held before and after each change of the prompt.</summary>
internal sealed class RulesStatsCommand(CommandContext context) : StoredStudyCommand(
    context, "stats", "Show how often each rule of a study held on the parent of a trial and on the trial, on the same rows.")
{
    protected override void Report(IStudyStore store, Study study, StudyFolder folder, bool json)
    {
        var names = TaskNames.Of(Context.Backend, study);
        string path = Path.Combine(study.TaskFolder, FeedbackFile.FileName);
        var (stored, versions) = (store.ReadRules(), new RuleVersions(path, names.Labels, names.ErrorKinds));
        var comparisons = RuleComparison.OfStudy(
            level => versions.At(stored, level) ?? FeedbackFile.Load(path, names.Labels, names.ErrorKinds), store.ReadTrials(), store.ReadWaves());
        var report = RulesStatsReport.Of(folder.Name, comparisons);
        if (json) Context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(Context.Host.Out, Context.Host.OutWidth);
    }
}
