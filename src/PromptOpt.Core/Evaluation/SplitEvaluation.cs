using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on one whole split, outside a study.</summary>
public static class SplitEvaluation
{
    /// <summary>Runs every row and judges it.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="candidate">What to evaluate.</param>
    /// <param name="calibration">Its calibration as fitted; none in free mode.</param>
    /// <param name="split">Train, validation or test.</param>
    /// <param name="rowsDone">Told the number of rows done; may be null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<IReadOnlyList<Rollout>> RunAsync(
        TaskSpec task, TaskData data, ILanguageModel model, Candidate candidate, FittedCalibration calibration, Phase split,
        IProgress<int>? rowsDone, CancellationToken cancellationToken)
    {
        var evaluation = new CandidateEvaluation(task, data, model, candidate);
        var rows = split switch { Phase.Train => data.Train, Phase.Validation => data.Validation, _ => data.Test };
        int done = 0;
        return await Task.WhenAll(rows.Select(async (row, i) =>
        {
            var rollout = await evaluation.Plan(row, (ulong)i, calibration).Run(cancellationToken);
            rowsDone?.Report(Interlocked.Increment(ref done));
            return evaluation.Judge(rollout, calibration) with { Position = i };
        }));
    }
}
