using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>One candidate on one whole split, outside a study.</summary>
public static class SplitEvaluation
{
    /// <summary>The rows of a split.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The phase is no split.</exception>
    public static IReadOnlyList<Example> RowsOf(TaskData data, Phase split)
    {
        ArgumentNullException.ThrowIfNull(data);
        return split switch
        {
            Phase.Train => data.Train,
            Phase.Validation => data.Validation,
            Phase.Test => data.Test,
            _ => throw new ArgumentOutOfRangeException(nameof(split), split, "Only train, validation and test are splits."),
        };
    }

    /// <summary>Refuses several samples of answers that are not drawn: a repeatable engine gives the same one each time, which would look like certainty.</summary>
    /// <param name="candidate">What would be sampled.</param>
    /// <param name="repeats">Samples a row.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one sample.</exception>
    /// <exception cref="BadInputException">More than one sample, and answer mode choice, temperature 0 or a fixed seed.</exception>
    public static void RequireDraws(Candidate candidate, int repeats)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (repeats == 1) return;
        if (candidate.Mode == AnswerMode.Choice)
            throw new BadInputException(
                $"{repeats} samples a row: in answer mode choice the labels are scored and nothing is drawn, so every sample would be the same one again; leave the repeats out, or use mode free with a temperature above 0");
        if (candidate.Decoding.Temperature == 0)
            throw new BadInputException(
                $"{repeats} samples a row: at temperature 0 nothing is drawn, so a repeatable engine gives the same answer each time and {repeats} samples say no more than one; give a temperature above 0 (--temperature 0.7, or decoding.temperature of the prompt), or leave the repeats out");
        if (candidate.AnswerSeed is { } seed)
            throw new BadInputException(
                $"{repeats} samples a row: the prompt draws all its answers with seed {seed}, so a repeatable engine gives the same answer each time and {repeats} samples say no more than one; remove decoding.seed of the prompt, or leave the repeats out");
    }

    /// <summary>Runs every row and judges it.</summary>
    /// <param name="evaluator">Task, rows and model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="candidate">What to evaluate.</param>
    /// <param name="calibration">Its calibration as fitted; none in free mode.</param>
    /// <param name="split">Train, validation or test.</param>
    /// <param name="repeats">Samples a row, each with a seed of its own; at least 1. The first ones are those of a run with fewer.</param>
    /// <param name="rowsDone">Told the number of samples done; may be null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The samples of the first row, then those of the second, and so on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one sample, or a phase that is no split.</exception>
    /// <exception cref="BadInputException">The candidate cannot be run, or repeats are asked for where nothing is drawn.</exception>
    public static async Task<IReadOnlyList<Rollout>> RunAsync(
        Evaluator evaluator, TaskData data, Candidate candidate, FittedCalibration calibration, Phase split, int repeats, IProgress<int>? rowsDone,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        RequireDraws(candidate, repeats);
        var rows = RowsOf(data, split);
        var evaluation = evaluator.For(candidate);
        int done = 0;
        var samples = rows.SelectMany((row, i) => Enumerable.Range(0, repeats).Select(repeat => (Row: row, Seed: ((ulong)repeat << 32) | (uint)i)));
        var rollouts = await Task.WhenAll(samples.Select(async (sample, position) =>
        {
            var rollout = await evaluation.Plan(sample.Row, sample.Seed, calibration).Run(cancellationToken);
            rowsDone?.Report(Interlocked.Increment(ref done));
            return rollout with { Position = position };
        }));
        return await evaluation.JudgeAsync(rollouts, calibration, cancellationToken);
    }
}
