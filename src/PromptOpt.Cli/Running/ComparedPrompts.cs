using PromptOpt.Candidates;
using PromptOpt.Cli.Display;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Running;

/// <summary>
/// The prompts of a comparison and their rollouts on its rows. Equal prompts have one number and are run once; what is stored is read instead of run again. A row has the same
/// seed for every prompt, so that drawn answers share their luck.
/// </summary>
/// <param name="backend">Runs candidates.</param>
/// <param name="store">Holds prompts as trials and rollouts as waves.</param>
internal sealed class ComparedPrompts(Backend backend, IStudyStore store)
{
    private readonly Dictionary<string, Trial> _prompts = store.ReadTrials().ToDictionary(Key);

    /// <summary>The number of a trial's prompt, from 1; a new one is stored.</summary>
    public int NumberOf(Trial trial)
    {
        if (_prompts.TryGetValue(Key(trial), out var known)) return known.Number;
        var prompt = new Trial
        {
            Number = _prompts.Count + 1,
            Level = 0,
            State = TrialState.Waiting,
            Candidate = trial.Candidate,
            Calibration = trial.Calibration,
            Operator = trial.Operator,
            Change = trial.Change,
        };
        store.SaveTrial(prompt);
        _prompts.Add(Key(prompt), prompt);
        return prompt.Number;
    }

    /// <summary>The rollouts of a prompt on a split.</summary>
    /// <param name="number">The prompt.</param>
    /// <param name="split">Test or validation.</param>
    /// <param name="task">The open task.</param>
    /// <param name="model">The model.</param>
    /// <param name="display">Shows progress.</param>
    /// <param name="cancellationToken">Stops it; the prompt is run again whole then.</param>
    public async Task<Wave> RunAsync(int number, Phase split, OpenTask task, ILanguageModel model, SessionDisplay display, CancellationToken cancellationToken)
    {
        var key = new WaveKey(number, split, 0);
        if (store.ReadWave(key) is { } stored) return stored;
        var prompt = _prompts.Values.Single(one => one.Number == number);
        var status = new SessionStatus
        {
            Trial = number,
            Operator = prompt.Operator,
            Phase = split,
            RowsPlanned = (split == Phase.Test ? task.Data.Test : task.Data.Validation).Count,
            Spent = store.ReadSpending(),
            Budget = new(),
        };
        var rollouts = await backend.Evaluate(
            new(task, model, prompt.Candidate, prompt.Calibration, split), new RowCount(done => display.Progress(status with { RowsDone = done })), cancellationToken);
        var wave = new Wave { Key = key, Rollouts = rollouts };
        store.SaveWave(wave);
        return wave;
    }

    private static string Key(Trial trial) =>
        $"{CandidateJson.Identity(trial.Candidate)} {trial.Calibration.Method} {string.Join(' ', trial.Calibration.Offsets.Select(offset => BitConverter.DoubleToInt64Bits(offset)))}";

    private sealed class RowCount(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
