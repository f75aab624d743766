using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt compare TASK</c>: several strategies on one task.</summary>
internal sealed class CompareCommand : Command
{
    private const int DefaultSeeds = 5;

    private readonly CommandContext _context;
    private readonly Argument<string> _task = new("TASK") { Description = "Folder of the task, or its name below tasks/." };
    private readonly Option<Strategy[]?> _strategies = OptionFactory.Members<Strategy>("--strategies", "Strategies to compare; the others are compared with the first one.");
    private readonly Option<int?> _seeds = OptionFactory.Integer("--seeds", "Studies of each strategy, 1 to 100, with a seed each. Default: 5.", 1, 100);
    private readonly Option<long?> _seed = OptionFactory.Long("--seed", "First seed, at least 0; the others follow it. Default: 1.", 0);
    private readonly Option<long?> _calls = OptionFactory.Long("--max-calls", "Most requests of a study to the model, at least 1.", 1);
    private readonly Option<long?> _tokens = OptionFactory.Long("--max-tokens", "Most tokens of a study, prompt and output as sent, at least 1.", 1);
    private readonly Option<TimeSpan?> _time = OptionFactory.Time("--max-time", "Longest time of a study.");
    private readonly Option<string?> _split = OptionFactory.Choice("--split", "Rows to compare the choices on. Default: test. Validation leaves the test rows untouched, but flatters.", "validation", "test");
    private readonly Option<string?> _name = OptionFactory.Text("--name", "Name of the comparison; its folder is results/NAME. Default: TASK-compare.", "NAME");
    private readonly Option<int?> _lanes = OptionFactory.Integer("--lanes", "Trials of a study driven at once, 1 to 16. Default: 1.", 1, 16);
    private readonly Option<int?> _trainRows = OptionFactory.Integer("--train-rows", "Train rows a trial reads for calibration and feedback, at least 8. Default: 32, or 8 episodes.", 8);
    private readonly Option<int?> _validationRows = OptionFactory.Integer("--validation-rows", "Validation rows a trial is raced on, at least 10; contenders get more. Default: 64, or 16 episodes.", 10);
    private readonly GridOptions _grid = new();
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with the test rows, instead of the task's own.", "FILE");
    private readonly Option<string?> _prompts = OptionFactory.Text("--prompts", "Folder of the optimiser's own prompts. Default: prompts/.", "DIR");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly EngineOptions _engine = new();
    private readonly RoleOptions _roles = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public CompareCommand(CommandContext context)
        : base("compare", "Find out which strategy is worth its tokens on a task: several seeds each, equal budgets, one test.")
    {
        _context = context;
        _strategies.Required = true;
        Arguments.Add(_task);
        foreach (var option in new Option[] { _strategies, _seeds, _seed, _calls, _tokens, _time, _split, _name }) Options.Add(option);
        _engine.AddTo(this);
        _roles.AddTo(this);
        _cache.AddTo(this);
        foreach (var option in (Option[])[_lanes, _trainRows, _validationRows, .. _grid.All, _test, _prompts, _results]) Options.Add(option);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new CompareRequest
        {
            Common = ReadCommon(parsed),
            Name = parsed.GetValue(_name),
            Strategies = parsed.GetValue(_strategies) ?? [],
            Seeds = parsed.GetValue(_seeds) ?? DefaultSeeds,
            Split = parsed.GetValue(_split) == "validation" ? Phase.Validation : Phase.Test,
            CommandLine = $"promptopt {string.Join(' ', parsed.Tokens.Select(token => token.Value.Contains(' ', StringComparison.Ordinal) ? $"'{token.Value}'" : token.Value))}",
        };
        return new ComparisonRunner(_context, _display.Kind(parsed, _context.Host), _display.Json(parsed)).RunAsync(request, cancellationToken);
    }

    private OptimizeRequest ReadCommon(ParseResult parsed)
    {
        var (places, standard) = (_context.Locations, new SessionOptions());
        return new()
        {
            TaskFolder = places.Task(parsed.GetRequiredValue(_task)),
            TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
            ResultsRoot = places.Results(parsed.GetValue(_results)),
            ModelPath = places.Model(_engine.Model(parsed)),
            PromptsFolder = places.Prompts(parsed.GetValue(_prompts)),
            Engine = _roles.Read(parsed, _engine.Read(parsed, new()), places) with { Cache = _cache.Read(parsed, new(), places) },
            Budget = new BudgetSpec { Calls = parsed.GetValue(_calls), Tokens = parsed.GetValue(_tokens), Time = parsed.GetValue(_time) },
            Options = standard with
            {
                Seed = parsed.GetValue(_seed) ?? standard.Seed,
                Lanes = parsed.GetValue(_lanes) ?? standard.Lanes,
                TrainRows = parsed.GetValue(_trainRows),
                ValidationRows = parsed.GetValue(_validationRows),
                Grid = _grid.Read(parsed, places),
                LeaveTest = true,
            },
        };
    }
}
