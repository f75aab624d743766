using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tuning.Importance;

/// <summary>
/// Runs a winner and all its steps back on the same validation rows with the same seeds, the winner included: the scores it won with were looked at when it was
/// chosen, and what is drawn was lucky then.
/// </summary>
public sealed class AblationRun
{
    private const int TrainRows = 32;
    private const int FewestRows = 2;
    private readonly Evaluator _evaluator;
    private readonly SeededRandom _random;
    private readonly Action<string> _note;
    private Spending _spent;

    /// <summary>Prepares it.</summary>
    /// <param name="evaluator">Runs candidates.</param>
    /// <param name="random">Where the seeds of rows come from.</param>
    /// <param name="note">Told what was done.</param>
    public AblationRun(Evaluator evaluator, SeededRandom random, Action<string> note) => (_evaluator, _random, _note) = (evaluator, random, note);

    /// <summary>Runs them.</summary>
    /// <param name="winner">The winner.</param>
    /// <param name="steps">Its steps back, at least one.</param>
    /// <param name="maxCalls">Most requests to the model; null for as many as all validation rows take.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">The calls do not suffice for two rows.</exception>
    public async Task<Ablation> RunAsync(Candidate winner, IReadOnlyList<AblationStep> steps, long? maxCalls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var (first, variants) = (_evaluator.For(winner), steps.Select(step => (Step: step, Run: Prepared(step))).ToArray());
        var rows = RowsWithin(maxCalls, [first, .. variants.Select(variant => variant.Run.Evaluation).OfType<ICandidateEvaluation>()]);
        var own = await RunAsync("the winner", first, rows, cancellationToken);
        var effects = new List<AblationEffect>();
        foreach (var (step, (evaluation, problem)) in variants)
        {
            effects.Add(evaluation is null
                ? new(step) { Problem = problem }
                : Effect(step, own, await RunAsync($"without {step.Part}", evaluation, rows, cancellationToken)));
        }

        return new(RolloutNumbers.Of(own)!, effects, _spent);
    }

    private AblationEffect Effect(AblationStep step, IReadOnlyList<Rollout> own, IReadOnlyList<Rollout> without) => new(step)
    {
        Score = PairedComparison.Of(Scores(own), Scores(without), _random.Fork(1).NextBits()),
        Tokens = MeanDifference.Of(Tokens(own), Tokens(without)),
        Numbers = RolloutNumbers.Of(without),
    };

    /// <summary>A part may need another one, such as several samples a temperature.</summary>
    private (ICandidateEvaluation? Evaluation, string Problem) Prepared(AblationStep step)
    {
        try
        {
            return (_evaluator.For(step.Candidate), "");
        }
        catch (BadInputException error)
        {
            return (null, error.Message);
        }
    }

    private Example[] RowsWithin(long? maxCalls, IReadOnlyList<ICandidateEvaluation> evaluations)
    {
        var all = _evaluator.Data.Validation;
        if (maxCalls is not { } limit) return [.. all];
        long calibrating = evaluations.Sum(evaluation => (long)CalibrationRows(evaluation.Candidate).Count), each = evaluations.Sum(evaluation => (long)evaluation.MostCalls);
        long rows = Math.Min(all.Count, (limit - calibrating) / each);
        if (rows < FewestRows)
            throw new BadInputException($"--max-calls {limit} is too few: {evaluations.Count} candidates on {FewestRows} rows can take {calibrating + (FewestRows * each)} calls. Raise it.");
        return [.. all.Take((int)rows)];
    }

    private async Task<IReadOnlyList<Rollout>> RunAsync(string name, ICandidateEvaluation evaluation, Example[] rows, CancellationToken cancellationToken)
    {
        var calibration = await CalibrateAsync(evaluation, cancellationToken);
        var rollouts = await evaluation.JudgeAsync(await AskAsync(evaluation, rows, calibration, cancellationToken), calibration, cancellationToken);
        _note($"{name}: {rows.Length} rows done");
        return rollouts;
    }

    private async Task<FittedCalibration> CalibrateAsync(ICandidateEvaluation evaluation, CancellationToken cancellationToken)
    {
        var rows = CalibrationRows(evaluation.Candidate);
        return rows.Count == 0 ? FittedCalibration.None : CandidateCalibration.Fit(evaluation.Candidate, _evaluator.Data.Labels, await AskAsync(evaluation, rows, null, cancellationToken));
    }

    private IReadOnlyList<Example> CalibrationRows(Candidate candidate) =>
        candidate.Mode == AnswerMode.Choice ? CandidateCalibration.Rows(candidate, _evaluator.Data.Train, TrainRows, _evaluator.Data.Fields) : [];

    private async Task<Rollout[]> AskAsync(ICandidateEvaluation evaluation, IReadOnlyList<Example> rows, FittedCalibration? decideBy, CancellationToken cancellationToken)
    {
        var rollouts = await Task.WhenAll(rows.Select(async (row, i) =>
            await evaluation.Plan(row, _random.Fork(2, (ulong)i).NextBits(), decideBy).Run(cancellationToken) with { Position = i }));
        _spent += new Wave { Key = default, Rollouts = rollouts }.Spending;
        return rollouts;
    }

    private static double[] Scores(IEnumerable<Rollout> rollouts) => [.. rollouts.Select(rollout => rollout.Score ?? 0)];

    private static double[] Tokens(IEnumerable<Rollout> rollouts) => [.. rollouts.Select(rollout => (double)rollout.ChargedTokens)];
}
