using System.CommandLine;
using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt tune-report STUDY</c>: what a study found, and what each part of it is worth.</summary>
internal sealed class TuneReportCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<bool> _ablate = OptionFactory.Switch("--ablate", "Run the winner with one part at a time put back, on the validation rows, to see what each is worth.");
    private readonly Option<long?> _maxCalls = OptionFactory.Long("--max-calls", "Most requests to the model for --ablate; fewer rows are run where they do not suffice. Default: all validation rows.", 1);
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public TuneReportCommand(CommandContext context)
        : base("tune-report", "Show what a study found: trials by who suggested them, the winner beside the seed prompt, and what each part is worth.")
    {
        _context = context;
        Arguments.Add(_study);
        foreach (var option in new Option[] { _ablate, _maxCalls, _results }) Options.Add(option);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new TuneReportRequest(
            parsed.GetRequiredValue(_study), _context.Locations.Results(parsed.GetValue(_results)), parsed.GetValue(_ablate), parsed.GetValue(_maxCalls));
        if (request is { Ablates: false, MaxCalls: not null }) throw new BadInputException("--max-calls needs --ablate: without it nothing is run");
        return new TuneReportRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }
}
