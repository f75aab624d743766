using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Feedback;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt rules test FILE --study S</c>: what a rule file would have said about the rollouts of a study.</summary>
internal sealed class RulesTestCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _file = new("FILE") { Description = "The rule file." };
    private readonly Option<string?> _study = OptionFactory.Text("--study", "The study whose stored rollouts it is tried on.", "NAME");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    public RulesTestCommand(CommandContext context)
        : base("test", "Try a rule file on what a study has stored: how often each rule holds, examples, adjusted scores.")
    {
        _context = context;
        _study.Required = true;
        Arguments.Add(_file);
        foreach (var option in new Option[] { _study, _results, _json }) Options.Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string file = CommonOptions.ExistingFile(_context.Locations, "FILE", parsed.GetRequiredValue(_file))!;
        var folder = new StudyNames(_context.Backend, _context.Locations.Results(parsed.GetValue(_results))).Existing(parsed.GetRequiredValue(_study)!);
        using var store = _context.Backend.OpenStore(folder.Database);
        var names = TaskNames.Of(_context.Backend, StudyReader.ReadStudy(store, folder));
        var rules = FeedbackFile.Load(file, names.Labels, names.ErrorKinds);
        var report = RulesTestReport.Of(file, folder.Name, rules, store.ReadWaves());
        if (parsed.GetValue(_json)) _context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(_context.Host.Out, _context.Host.OutWidth);
        foreach (var note in rules.TakeNotes()) _context.Host.Error.WriteLine($"note: {Format.OneLine(note)}");
        return ExitCode.Done;
    }
}
