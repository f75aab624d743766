using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt eval TASK</c>: one prompt on one split.</summary>
internal sealed class EvalCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _task = new("TASK") { Description = "Folder of the task, or its name below tasks/." };
    private readonly Option<string?> _prompt = OptionFactory.Text("--prompt", "Prompt to run: a best.yaml, or a .txt with an instruction. Default: the seed prompt.", "FILE");
    private readonly Option<string?> _study = OptionFactory.Text("--study", "Take the prompt from this study.", "NAME");
    private readonly Option<int?> _trial = OptionFactory.Integer("--trial", "Trial of that study. Default: its best.", 1);
    private readonly Option<string?> _split = OptionFactory.Choice("--split", "Rows to run it on. Default: validation.", "train", "validation", "test");
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with the test rows, instead of the task's own.", "FILE");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<int?> _repeats = OptionFactory.Integer("--repeats", "Samples a row, 1 to 1000, each with a seed of its own. Needs a temperature above 0. Default: 1.", 1, 1000);
    private readonly Option<double?> _temperature = OptionFactory.Number("--temperature", "Temperature instead of the prompt's own, 0 to 5.", 0, 5);
    private readonly EngineOptions _engine = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public EvalCommand(CommandContext context)
        : base("eval", "Run one prompt on one split. Every use of a test set is counted.")
    {
        _context = context;
        Arguments.Add(_task);
        foreach (var option in new Option[] { _prompt, _study, _trial, _split, _test, _repeats, _temperature, _results }) Options.Add(option);
        _engine.AddTo(this);
        _cache.AddTo(this);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var places = _context.Locations;
        var (prompt, study, trial) = (parsed.GetValue(_prompt), parsed.GetValue(_study), parsed.GetValue(_trial));
        if (prompt is not null && study is not null) throw new BadInputException("give --prompt or --study, not both");
        if (trial is not null && study is null) throw new BadInputException("--trial needs --study NAME");
        var request = new EvalRequest
        {
            TaskFolder = places.Task(parsed.GetRequiredValue(_task)),
            TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
            PromptFile = CommonOptions.ExistingFile(places, "--prompt", prompt),
            StudyName = study,
            Trial = trial,
            Split = Enum.Parse<Phase>(parsed.GetValue(_split) ?? "validation", ignoreCase: true),
            ResultsRoot = places.Results(parsed.GetValue(_results)),
            ModelPath = places.Model(_engine.Model(parsed)),
            Repeats = parsed.GetValue(_repeats) ?? 1,
            Temperature = parsed.GetValue(_temperature),
            Engine = _engine.Read(parsed, new()) with { Cache = _cache.Read(parsed, new(), places) },
        };
        return new EvalRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }
}
