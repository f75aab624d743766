using System.CommandLine;
using PromptOpt.Cli.Benchmarking;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt bench</c>: how fast a model is on this machine.</summary>
internal sealed class BenchCommand : Command
{
    private const int DefaultRepeats = 3;

    private readonly CommandContext _context;
    private readonly Option<int?> _repeats = OptionFactory.Integer("--repeats", $"How often everything is measured, 1 to 100. Default: {DefaultRepeats}.", 1, 100);
    private readonly Option<string?> _output = OptionFactory.Text("--output", "Folder for bench.csv and bench.json. Default: a new one below results/.", "DIR");
    private readonly Option<bool> _json = OptionFactory.Switch("--json", "Print the result as one JSON object. Values that are not finite are null.");
    private readonly EngineOptions _engine = new();

    /// <summary>Declares the command.</summary>
    public BenchCommand(CommandContext context)
        : base("bench", "Measure how fast a model is on this machine: prompts, answers, an evaluation, labels.")
    {
        _context = context;
        foreach (var option in new Option[] { _repeats, _output, _json }) Options.Add(option);
        _engine.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _context.Locations;
        var request = new BenchRequest
        {
            ModelPath = places.Model(_engine.Model(parsed)),
            Engine = _engine.Read(parsed, new()),
            Repeats = parsed.GetValue(_repeats) ?? DefaultRepeats,
            OutputFolder = parsed.GetValue(_output) is { } given
                ? places.Absolute(given)
                : Path.Combine(places.Results(null), $"bench-{_context.Host.Time.GetUtcNow():yyyyMMdd-HHmmss}"),
        };
        return new BenchRunner(_context, parsed.GetValue(_json)).RunAsync(request, cancellationToken);
    }
}
