using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>A trial of a study, to be run on other models.</summary>
/// <param name="Name">What it is called: study and trial.</param>
/// <param name="Study">Its study.</param>
/// <param name="Trial">The trial.</param>
internal sealed record TransferPrompt(string Name, Study Study, Trial Trial)
{
    /// <summary>Train rows that a calibration is fitted on again; as many as a trial reads.</summary>
    private const int CalibrationRows = 32;

    /// <summary>The calibration for a model: the trial's own on its study's model. On another one its numbers mean nothing, so the same method is fitted to that model's train answers.</summary>
    public async Task<FittedCalibration> CalibrateAsync(OpenTask task, ILanguageModel model, CancellationToken cancellationToken)
    {
        if (model.Info.Identity == Study.ModelIdentity || Trial.Candidate.Mode != AnswerMode.Choice || Trial.Calibration.Method == CalibrationMethod.None) return Trial.Calibration;
        var evaluation = task.On(model).For(Trial.Candidate);
        var shown = Trial.Candidate.Examples.Select(example => example.Id).ToHashSet();
        var rows = task.Data.Train.Where(row => !shown.Contains(row.Id)).Take(CalibrationRows);
        var train = await ScoresAsync(rows);
        return CalibrationFit.Fit(Trial.Calibration.Method, train, await ScoresAsync(CalibrationFit.ContentFreeRows(task.Data.Fields)));

        async Task<IReadOnlyList<double>[]> ScoresAsync(IEnumerable<Example> asked) =>
            [.. (await Task.WhenAll(asked.Select((row, i) => evaluation.Plan(row, (ulong)i).Run(cancellationToken)))).Select(rollout => rollout.LabelLogProbabilities)];
    }
}
