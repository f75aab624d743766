using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Commands;

/// <summary>The argument and the options of every command that begins studies.</summary>
internal sealed class StudyOptions
{
    private readonly Argument<string> _task = new("TASK") { Description = "Folder of the task, or its name below tasks/." };
    private readonly Option<long?> _calls = OptionFactory.Long("--max-calls", "Most requests of a study to the model, the final test included, at least 1.", 1);
    private readonly Option<long?> _tokens = OptionFactory.Long("--max-tokens", "Most tokens of a study, prompt and output as sent, the final test included, at least 1.", 1);
    private readonly Option<TimeSpan?> _time = OptionFactory.Time("--max-time", "Longest time of a study, the final test included.");
    private readonly Option<int?> _lanes = OptionFactory.Integer("--lanes", "Trials of a study driven at once, 1 to 16. Default: 1.", 1, 16);
    private readonly Option<int?> _trainRows = OptionFactory.Integer("--train-rows", "Train rows a trial reads for calibration and feedback, at least 8. Default: 32, or 8 episodes.", 8);
    private readonly Option<int?> _validationRows = OptionFactory.Integer("--validation-rows", "Validation rows a trial is raced on, at least 10; contenders get more. Default: 64, or 16 episodes.", 10);
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with the test rows, instead of the task's own.", "FILE");
    private readonly Option<string?> _prompts = OptionFactory.Text("--prompts", "Folder of the optimiser's own prompts. Default: prompts/.", "DIR");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly EngineOptions _engine = new();
    private readonly RoleOptions _roles = new();
    private readonly CacheOptions _cache = new();

    /// <summary>Adds argument and options to a command, its own ones before those about models and behind them.</summary>
    public void AddTo(Command command, Option[] before, Option[] behind)
    {
        command.Arguments.Add(_task);
        foreach (var option in before.Concat([_calls, _tokens, _time])) command.Options.Add(option);
        _engine.AddTo(command);
        _roles.AddTo(command);
        _cache.AddTo(command);
        foreach (var option in new Option[] { _lanes, _trainRows, _validationRows }.Concat(behind).Concat([_test, _prompts, _results])) command.Options.Add(option);
    }

    /// <summary>What was asked for, over the given options of the search.</summary>
    public OptimizeRequest Read(ParseResult parsed, Locations places, SessionOptions options) => new()
    {
        TaskFolder = places.Task(parsed.GetRequiredValue(_task)),
        TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
        ResultsRoot = places.Results(parsed.GetValue(_results)),
        ModelPath = places.Model(_engine.Model(parsed)),
        PromptsFolder = places.Prompts(parsed.GetValue(_prompts)),
        Engine = _roles.Read(parsed, _engine.Read(parsed, new()), places) with { Cache = _cache.Read(parsed, new(), places) },
        Budget = new BudgetSpec { Calls = parsed.GetValue(_calls), Tokens = parsed.GetValue(_tokens), Time = parsed.GetValue(_time) },
        Options = options with
        {
            Lanes = parsed.GetValue(_lanes) ?? options.Lanes,
            TrainRows = parsed.GetValue(_trainRows),
            ValidationRows = parsed.GetValue(_validationRows),
        },
    };
}
