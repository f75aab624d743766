using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Evaluation;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt show STUDY</c>: one study, or one of its trials.</summary>
internal sealed class ShowCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<int?> _trial = OptionFactory.Integer("--trial", "Show this trial's candidate in full, and its ancestors.", 1);
    private readonly Option<bool> _tree = OptionFactory.Switch("--tree", "Show which trial was made from which, as a tree.");
    private readonly Option<string?> _results = CommonOptions.Results();

    /// <summary>Declares the command.</summary>
    public ShowCommand(CommandContext context)
        : base("show", "Show a study: budget, trials, operators, best prompt, verdict.")
    {
        _context = context;
        Arguments.Add(_study);
        Options.Add(_trial);
        Options.Add(_tree);
        Options.Add(_results);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var root = _context.Locations.Results(parsed.GetValue(_results));
        var folder = new StudyNames(_context.Backend, root).Existing(parsed.GetRequiredValue(_study));
        using var store = _context.Backend.OpenStore(folder.Database);
        var study = StudyReader.ReadStudy(store, folder);
        if (parsed.GetValue(_trial) is { } number) WriteTrial(store, folder, number);
        else if (parsed.GetValue(_tree)) TreePage.Write(_context.Host.Out, TrialChoice.Best(study, store.ReadTrials(), store), store.ReadTrials(), _context.Host.OutWidth);
        else StudyPage.Write(_context.Host.Out, study, store, folder, ResumeLine.For(folder, _context.Locations), _context.Host.OutWidth);
        return ExitCode.Done;
    }

    private void WriteTrial(IStudyStore store, StudyFolder folder, int number) => TrialPage.Write(
        _context.Host.Out, TrialChoice.Find(store, folder, number), store.ReadTrials(), store.ReadWaves(number), RolloutNumbers.Of(new StoredValidation(store).Of(number)), _context.Host.OutWidth);
}
