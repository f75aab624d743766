using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Studies;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt entropy TASK</c>: temperatures to start a search from, without labels.</summary>
internal sealed class EntropyCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _task = new("TASK") { Description = "Folder of the task, or its name below tasks/." };
    private readonly Option<string?> _prompt = OptionFactory.Text("--prompt", "Prompt to answer with: a best.yaml, or a .txt with an instruction. Default: the seed prompt.", "FILE");
    private readonly Option<int?> _rows = OptionFactory.Integer("--rows", $"Rows to answer at each temperature, once each; their targets are not looked at. Default: {EntropyProbe.DefaultRows}, or all that there are.", 1);
    private readonly Option<double[]?> _temperatures = TemperatureOption.Create("--temperatures", "Temperatures to answer at. Default: 0.1..1.4.");
    private readonly Option<string?> _split = OptionFactory.Choice("--samples-from", "Rows to take. Default: train.", "train", "validation");
    private readonly Option<int?> _seed = OptionFactory.Integer("--seed", "Seed of the answers. Default: 1.", 0);
    private readonly Option<string?> _output = OptionFactory.Text("--output", "CSV file to write the table to.", "FILE");
    private readonly EngineOptions _engine = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public EntropyCommand(CommandContext context)
        : base("entropy", "Show how uncertain the model is of its own answers at each temperature, and where that suggests to start a search.")
    {
        _context = context;
        Arguments.Add(_task);
        foreach (var option in new Option[] { _prompt, _rows, _temperatures, _split, _seed, _output }) Options.Add(option);
        _engine.AddTo(this);
        _cache.AddTo(this);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _context.Locations;
        var request = new EntropyRequest
        {
            TaskFolder = places.Task(parsed.GetRequiredValue(_task)),
            PromptFile = CommonOptions.ExistingFile(places, "--prompt", parsed.GetValue(_prompt)),
            Rows = parsed.GetValue(_rows) ?? EntropyProbe.DefaultRows,
            Temperatures = parsed.GetValue(_temperatures) is { Length: > 0 } given ? given : TemperatureOption.Default,
            Split = Enum.Parse<Phase>(parsed.GetValue(_split) ?? "train", ignoreCase: true),
            Seed = (ulong)(parsed.GetValue(_seed) ?? 1),
            Output = parsed.GetValue(_output) is { } output ? places.Absolute(output) : null,
            ModelPath = places.Model(_engine.Model(parsed)),
            Engine = _engine.Read(parsed, new()) with { Cache = _cache.Read(parsed, new(), places) },
        };
        return new EntropyRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }
}
