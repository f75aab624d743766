using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Feedback;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt rules stats STUDY</c>: how often each rule held before and after each change of the prompt.</summary>
internal sealed class RulesStatsCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    public RulesStatsCommand(CommandContext context)
        : base("stats", "Show how often each rule of a study held on the parent of a trial and on the trial, on the same rows.")
    {
        _context = context;
        Arguments.Add(_study);
        Options.Add(_results);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var folder = new StudyNames(_context.Backend, _context.Locations.Results(parsed.GetValue(_results))).Existing(parsed.GetRequiredValue(_study));
        using var store = _context.Backend.OpenStore(folder.Database);
        var study = StudyReader.ReadStudy(store, folder);
        var names = TaskNames.Of(_context.Backend, study);
        string path = Path.Combine(study.TaskFolder, FeedbackFile.FileName);
        var (stored, versions) = (store.ReadRules(), new RuleVersions(path, names.Labels, names.ErrorKinds));
        var comparisons = RuleComparison.OfStudy(
            level => versions.At(stored, level) ?? FeedbackFile.Load(path, names.Labels, names.ErrorKinds), store.ReadTrials(), store.ReadWaves());
        var report = RulesStatsReport.Of(folder.Name, comparisons);
        if (parsed.GetValue(_json)) _context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(_context.Host.Out, _context.Host.OutWidth);
        return ExitCode.Done;
    }
}
