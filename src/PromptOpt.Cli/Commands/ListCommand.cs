using System.CommandLine;
using PromptOpt.Cli.Printing;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt list</c>: all studies.</summary>
internal sealed class ListCommand : Command
{
    private readonly CommandContext _context;
    private readonly Option<string?> _results = CommonOptions.Results();

    /// <summary>Declares the command.</summary>
    public ListCommand(CommandContext context)
        : base("list", "List the studies of the results folder.")
    {
        _context = context;
        Options.Add(_results);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var root = _context.Locations.Results(parsed.GetValue(_results));
        var studies = StudyFolder.List(root);
        if (studies.Count == 0) _context.Host.Error.WriteLine($"no studies in {root}; promptopt optimize TASK makes one");
        else StudyPage.WriteList(_context.Host.Out, studies, _context.Backend.OpenStore);
        return ExitCode.Done;
    }
}
