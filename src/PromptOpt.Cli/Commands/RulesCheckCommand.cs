using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Cli.Running;
using PromptOpt.Feedback;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt rules check FILE</c>: what is wrong with a rule file, all at once.</summary>
internal sealed class RulesCheckCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _file = new("FILE") { Description = "The rule file." };
    private readonly Option<string?> _task = OptionFactory.Text("--task", "The task it is for, whose labels and violations it may name. Default: that of the file's folder, if there is one.", "NAME");
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print one JSON object.");

    /// <summary>Declares the command.</summary>
    public RulesCheckCommand(CommandContext context)
        : base("check", "Say what is wrong with a rule file, with line and column. Ends with 2 if anything is.")
    {
        _context = context;
        Arguments.Add(_file);
        Options.Add(_task);
        Options.Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string file = CommonOptions.ExistingFile(_context.Locations, "FILE", parsed.GetRequiredValue(_file))!;
        var names = TaskNames.Of(_context.Backend, TaskFolder(file, parsed.GetValue(_task)));
        var report = RulesCheckReport.Of(file, () => FeedbackFile.Load(file, names.Labels, names.ErrorKinds));
        if (parsed.GetValue(_json)) _context.Host.Out.WriteLine(JsonText.Write(report));
        else report.Write(_context.Host.Out, _context.Host.Error, names);
        return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Usage;
    }

    private string? TaskFolder(string file, string? given)
    {
        if (given is not null) return _context.Locations.Task(given);
        string folder = Path.GetDirectoryName(file)!;
        return File.Exists(Path.Combine(folder, Tasks.TaskFile.FileName)) ? folder : null;
    }
}
