using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Commands;

/// <summary><c>promptopt optimize TASK</c>: a new study.</summary>
internal sealed class OptimizeCommand : Command
{
    private readonly CommandContext _context;
    private readonly Argument<string> _task = new("TASK") { Description = "Folder of the task, or its name below tasks/." };
    private readonly Option<string?> _study = OptionFactory.Text("--study", "Name of the study; its folder is results/NAME. Default: TASK-seedN.", "NAME");
    private readonly Option<long?> _seed = OptionFactory.Long("--seed", "Seed of all randomness of the search, at least 0. Default: 1.", 0);
    private readonly Option<int?> _trials = OptionFactory.Integer("--max-trials", "Most trials, the seed prompt's included, at least 1.", 1);
    private readonly Option<long?> _calls = OptionFactory.Long("--max-calls", "Most requests to the model, the final test included, at least 1.", 1);
    private readonly Option<long?> _tokens = OptionFactory.Long("--max-tokens", "Most tokens, prompt and output as sent, the final test included, at least 1.", 1);
    private readonly Option<TimeSpan?> _time = OptionFactory.Time("--max-time", "Longest time, the final test included.");
    private readonly Option<int?> _lanes = OptionFactory.Integer("--lanes", "Trials driven at once, 1 to 16. Default: 1.", 1, 16);
    private readonly Option<int?> _trainRows = OptionFactory.Integer("--train-rows", "Train rows a trial reads for calibration and feedback, at least 8. Default: 32, or 8 episodes.", 8);
    private readonly Option<int?> _validationRows = OptionFactory.Integer("--validation-rows", "Validation rows a trial is raced on, at least 10; contenders get more. Default: 64, or 16 episodes.", 10);
    private readonly Option<double?> _eliminationError = OptionFactory.Between("--elimination-error", "Chance, at most, to stop a trial that is as good as the best so far, 0 to 0.5. Default: the task's, or 0.2.", 0, 0.5);
    private readonly Option<int?> _waveRows = OptionFactory.Integer("--wave-rows", "Rows run and stored together, 1 to 256. Default: 16.", 1, 256);
    private readonly Option<int?> _levelTrials = OptionFactory.Integer("--level-trials", "Trials of every level, 1 to 64. Default: what the strategy says; for standard, as many as lanes.", 1, 64);
    private readonly Option<Strategy?> _strategy = OptionFactory.Member<Strategy>("--strategy", "How to search, taken as it is. Default: the task's, or standard for datasets and small for multi-step tasks.", "--preset");
    private readonly Option<ParentSelection?> _parents = OptionFactory.Member<ParentSelection>("--parent-selection", "How parents are chosen. Default: the task's, or the strategy's.");
    private readonly Option<Ablations?> _without = OptionFactory.Flags<Ablations>("--without", "Parts to switch off, to see what they are worth.");
    private readonly GridOptions _grid = new();
    private readonly Option<bool> _shuffle = OptionFactory.Switch("--shuffle-targets", "Shuffle the targets of train and validation: a check that nothing is found where nothing is.");
    private readonly Option<string?> _test = OptionFactory.Text("--test", "Data file with the test rows, instead of the task's own.", "FILE");
    private readonly Option<string?> _prompts = OptionFactory.Text("--prompts", "Folder of the optimiser's own prompts. Default: prompts/.", "DIR");
    private readonly Option<string?> _results = CommonOptions.Results();
    private readonly Option<bool> _require = CommonOptions.RequireImprovement();
    private readonly EngineOptions _engine = new();
    private readonly RoleOptions _roles = new();
    private readonly CacheOptions _cache = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Declares the command.</summary>
    public OptimizeCommand(CommandContext context)
        : base("optimize", "Find a better prompt and decoding parameters for a task, and test them against the seed prompt.")
    {
        _context = context;
        Arguments.Add(_task);
        foreach (var option in new Option[] { _study, _seed, _trials, _calls, _tokens, _time }) Options.Add(option);
        _engine.AddTo(this);
        _roles.AddTo(this);
        _cache.AddTo(this);
        foreach (var option in (Option[])[_lanes, _trainRows, _validationRows, _eliminationError, _waveRows, _levelTrials, _strategy, _parents, _without, .. _grid.All, _shuffle, _test, _prompts, _results, _require])
            Options.Add(option);
        _display.AddTo(this);
        SetAction(RunAsync);
    }

    private Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = new RunOutput(_display.Kind(parsed, _context.Host), _display.Json(parsed), parsed.GetValue(_require));
        return new StudyRunner(_context, output).StartAsync(Read(parsed), cancellationToken);
    }

    private OptimizeRequest Read(ParseResult parsed)
    {
        var places = _context.Locations;
        return new()
        {
            TaskFolder = places.Task(parsed.GetRequiredValue(_task)),
            TestFile = CommonOptions.ExistingFile(places, "--test", parsed.GetValue(_test)),
            StudyName = parsed.GetValue(_study),
            ResultsRoot = places.Results(parsed.GetValue(_results)),
            ModelPath = places.Model(_engine.Model(parsed)),
            PromptsFolder = places.Prompts(parsed.GetValue(_prompts)),
            Engine = _roles.Read(parsed, _engine.Read(parsed, new()), places) with { Cache = _cache.Read(parsed, new(), places) },
            Budget = new BudgetSpec
            {
                Trials = parsed.GetValue(_trials),
                Calls = parsed.GetValue(_calls),
                Tokens = parsed.GetValue(_tokens),
                Time = parsed.GetValue(_time),
            },
            Options = ReadSession(parsed),
        };
    }

    private SessionOptions ReadSession(ParseResult parsed)
    {
        var standard = new SessionOptions();
        return new()
        {
            Seed = parsed.GetValue(_seed) ?? standard.Seed,
            Lanes = parsed.GetValue(_lanes) ?? standard.Lanes,
            TrainRows = parsed.GetValue(_trainRows),
            ValidationRows = parsed.GetValue(_validationRows),
            EliminationError = parsed.GetValue(_eliminationError),
            WaveRows = parsed.GetValue(_waveRows) ?? standard.WaveRows,
            LevelTrials = parsed.GetValue(_levelTrials) ?? standard.LevelTrials,
            Strategy = parsed.GetValue(_strategy),
            ParentSelection = parsed.GetValue(_parents),
            Without = parsed.GetValue(_without) ?? Ablations.None,
            Grid = _grid.Read(parsed, _context.Locations),
            ShuffleTargets = parsed.GetValue(_shuffle),
        };
    }
}
