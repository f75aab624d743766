using System.CommandLine;
using PromptOpt.Cli.Running;
using PromptOpt.Search;

namespace PromptOpt.Cli.Commands;

/// <summary>The options of the commands that begin one study and end with its verdict.</summary>
internal sealed class SingleStudyOptions
{
    private readonly Option<string?> _study = OptionFactory.Text("--study", "Name of the study; its folder is results/NAME. Default: TASK-seedN.", "NAME");
    private readonly Option<long?> _seed = OptionFactory.Long("--seed", "Seed of all randomness of the search, at least 0. Default: 1.", 0);
    private readonly Option<int?> _trials = OptionFactory.Integer("--max-trials", "Most trials, the seed prompt's included, at least 1.", 1);
    private readonly Option<double?> _eliminationError = OptionFactory.Between("--elimination-error", "Chance, at most, to stop a trial that is as good as the best so far, above 0 and below 0.5. Default: the task's, or 0.2.", 0, 0.5);
    private readonly Option<int?> _waveRows = OptionFactory.Integer("--wave-rows", "Rows run and stored together, 1 to 256. Default: 16.", 1, 256);
    private readonly Option<int?> _levelTrials = OptionFactory.Integer("--level-trials", "Trials of every level, 1 to 64. Default: what the strategy says; for standard and tune, as many as lanes.", 1, 64);
    private readonly Option<bool> _shuffle = OptionFactory.Switch("--shuffle-targets", "Shuffle the targets of train and validation: a check that nothing is found where nothing is.");
    private readonly Option<bool> _require = CommonOptions.RequireImprovement();
    private readonly ObjectiveOptions _objective = new();
    private readonly StudyOptions _common = new();
    private readonly DisplayOptions _display = new();

    /// <summary>Adds everything to a command, with its own options in the middle.</summary>
    public void AddTo(Command command, params Option[] own)
    {
        _common.AddTo(command, [_study, _seed, _trials], [_eliminationError, _waveRows, _levelTrials, .. own, .. _objective.All, _shuffle, _require]);
        _display.AddTo(command);
    }

    /// <summary>Begins the study.</summary>
    /// <param name="context">The process and the product.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">What the command's own options say.</param>
    /// <param name="cancellationToken">Stops it; the study can be resumed.</param>
    /// <param name="from">The study whose prompts are tuned; null for none.</param>
    public Task<int> RunAsync(CommandContext context, ParseResult parsed, SessionOptions own, CancellationToken cancellationToken, PromptsFrom? from = null)
    {
        var options = own with
        {
            Seed = parsed.GetValue(_seed) ?? own.Seed,
            EliminationError = parsed.GetValue(_eliminationError),
            WaveRows = parsed.GetValue(_waveRows) ?? own.WaveRows,
            LevelTrials = parsed.GetValue(_levelTrials) ?? own.LevelTrials,
            Objective = _objective.Read(parsed),
            ShuffleTargets = parsed.GetValue(_shuffle),
        };
        var request = _common.Read(parsed, context.Locations, options);
        request = request with { StudyName = parsed.GetValue(_study), From = from, Budget = request.Budget with { Trials = parsed.GetValue(_trials) } };
        var output = new RunOutput(_display.Kind(parsed, context.Host), _display.Json(parsed), parsed.GetValue(_require));
        return new StudyRunner(context, output).StartAsync(request, cancellationToken);
    }
}
