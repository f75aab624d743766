using System.CommandLine;
using PromptOpt.Cli.Running;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt resume STUDY</c>: goes on where a study was stopped or killed.</summary>
internal sealed class ResumeCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _study = new("STUDY") { Description = "Name of the study." };
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _require = CommonOptions.RequireImprovement();
    private readonly EngineOptions _engine = new();
    private readonly RoleOptions _roles = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public ResumeCommand(CommandContext context)
        : base("resume", "Go on with a study that was stopped. Task, options and budget are the stored ones.")
    {
        _context = context;
        Arguments.Add(_study);
        _engine.AddTo(this);
        _roles.AddTo(this);
        _cache.AddTo(this);
        Options.Add(_results);
        Options.Add(_require);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _context.Locations;
        var model = _engine.Model(parsed) is { } given ? places.Model(given) : null;
        var request = new ResumeRequest(
            parsed.GetRequiredValue(_study), places.Results(parsed.GetValue(_results)), model,
            earlier => _roles.Read(parsed, _engine.Read(parsed, earlier), places) with { Cache = _cache.Read(parsed, earlier.Cache, places) });
        var output = new RunOutput(_display.Kind(parsed, _context.Host), _display.Json(parsed), parsed.GetValue(_require));
        return new StudyRunner(_context, output).ResumeAsync(request, cancellationToken);
    }
}
