using System.CommandLine;
using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt export csv STUDY</c>: trials and rollouts as CSV files.</summary>
internal sealed class ExportCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<string?> _output = OptionFactory.Text("--output", "Folder to write into. Default: the study's own.", "DIR");
    private readonly Option<string?> _results = CommonOptions.Results();

    /// <summary>Declares the command.</summary>
    public ExportCommand(CommandContext context)
        : base("export", "Write a study to files of another format.")
    {
        _context = context;
        var csv = new Command("csv", "Write trials.csv and rollouts.csv.") { _study, _output, _results };
        csv.SetAction(Run);
        Subcommands.Add(csv);
    }

    private int Run(ParseResult parsed)
    {
        var places = _context.Locations;
        var folder = new StudyNames(_context.Backend, places.Results(parsed.GetValue(_results))).Existing(parsed.GetRequiredValue(_study));
        var target = parsed.GetValue(_output) is { } given ? places.Absolute(given) : folder.Folder;
        using var store = _context.Backend.OpenStore(folder.Database);
        StudyReader.ReadStudy(store, folder);
        _context.Backend.WriteCsv(store, target);
        _context.Host.Out.WriteLine(Path.Combine(target, "trials.csv"));
        _context.Host.Out.WriteLine(Path.Combine(target, "rollouts.csv"));
        return ExitCode.Done;
    }
}
