using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Tuning.Entropy;

/// <summary>
/// Measures how uncertain a model is while it answers, temperature by temperature, from its own answers to inputs whose targets are not looked at: one answer an
/// input, drawn at the temperature that is measured, as TURN does (Du, Yang and Welleck 2025). Votes are left out; all else of the candidate stays as it is, a reasoning
/// loop, too, whose tokens all count.
/// </summary>
public sealed class EntropyProbe
{
    /// <summary>Inputs that TURN draws answers to at each temperature.</summary>
    public const int DefaultRows = 32;

    private readonly EntropyReadingModel _model;
    private readonly Evaluator _evaluator;
    private readonly Candidate _candidate;
    private readonly IReadOnlyList<Example> _rows;
    private readonly SeededRandom _random;

    /// <summary>Prepares the measurement.</summary>
    /// <param name="evaluatorOn">Makes what runs candidates on a model.</param>
    /// <param name="model">The model.</param>
    /// <param name="candidate">What to answer with; its own temperature is not used.</param>
    /// <param name="rows">What to answer.</param>
    /// <param name="random">Where the answers' randomness is forked from: by temperature and row, so that other temperatures change nothing about an answer.</param>
    /// <exception cref="BadInputException">Nothing is drawn with this candidate, the model does not tell entropies, there are no rows, or the candidate cannot be run.</exception>
    public EntropyProbe(Func<ILanguageModel, Evaluator> evaluatorOn, ILanguageModel model, Candidate candidate, IReadOnlyList<Example> rows, SeededRandom random)
        : this(Checked(evaluatorOn, model, candidate, rows), evaluatorOn, candidate, rows, random)
    {
    }

    private EntropyProbe(EntropyReadingModel model, Func<ILanguageModel, Evaluator> evaluatorOn, Candidate candidate, IReadOnlyList<Example> rows, SeededRandom random)
    {
        (_model, _evaluator, _candidate, _rows, _random) = (model, evaluatorOn(model), candidate, rows, random);
        _ = _evaluator.For(candidate);
    }

    /// <summary>Why the entropy of answers cannot be measured, as a sentence; null if it can.</summary>
    public static string? Problem(Candidate candidate, ILanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(model);
        if (candidate.Mode == AnswerMode.Choice)
            return "In answer mode choice the labels are scored and nothing is drawn, so a temperature changes nothing and answers have no entropy; use a prompt with mode free.";
        return model.Capabilities.HasFlag(LanguageModelCapabilities.TokenEntropies) ? null : $"The model {model.Info.Name} does not tell how uncertain it is of its tokens; use one that does.";
    }

    /// <summary>Draws one answer to every row at a temperature, all at once.</summary>
    /// <param name="temperature">Above 0.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">No token was drawn for any row.</exception>
    public async Task<EntropyPoint> MeasureAsync(double temperature, CancellationToken cancellationToken)
    {
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "must be above 0");
        var evaluation = EvaluationAt(temperature);
        var answers = await Task.WhenAll(_rows.Select(async (row, i) =>
        {
            var (rollout, entropies) = await _model.ListenAsync(() => evaluation.Plan(row, SeedOf(temperature, i)).Run(cancellationToken));
            return new AnswerEntropy(rollout, entropies.Length, entropies.Length > 0 ? entropies.Average() : null);
        }));
        return EntropyPoint.Of(temperature, answers);
    }

    /// <summary>The same work, not done yet. Each rollout tells its entropy in <see cref="SampleRecord.TokenEntropy"/>, so that it can be stored.</summary>
    /// <param name="temperature">Above 0.</param>
    internal IReadOnlyList<PlannedCall> Plan(double temperature)
    {
        var evaluation = EvaluationAt(temperature);
        return [.. _rows.Select((row, i) => evaluation.Plan(row, SeedOf(temperature, i))).Select(planned => planned with { Run = cancellationToken => ListenAsync(planned, cancellationToken) })];
    }

    private async Task<Rollout> ListenAsync(PlannedCall planned, CancellationToken cancellationToken)
    {
        var (rollout, entropies) = await _model.ListenAsync(() => planned.Run(cancellationToken));
        var drawn = rollout.Samples?.Answer ?? new SampleRecord { Output = rollout.Output, Finish = rollout.Finish };
        return rollout with { Samples = new() { Drawn = [drawn with { TokenEntropy = entropies.Length > 0 ? entropies.Average() : null }] } };
    }

    /// <summary>Each row has a seed of its own whatever the candidate says: what is drawn must stand for what could be.</summary>
    private ICandidateEvaluation EvaluationAt(double temperature) => _evaluator.For(_candidate with { Samples = 1, AnswerSeed = null, Decoding = _candidate.Decoding with { Temperature = temperature } });

    private ulong SeedOf(double temperature, int row) => _random.Fork(BitConverter.DoubleToUInt64Bits(temperature), (ulong)row).NextBits();

    private static EntropyReadingModel Checked(Func<ILanguageModel, Evaluator> evaluatorOn, ILanguageModel model, Candidate candidate, IReadOnlyList<Example> rows)
    {
        ArgumentNullException.ThrowIfNull(evaluatorOn);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(rows);
        if (Problem(candidate, model) is { } problem) throw new BadInputException(problem);
        if (rows.Count == 0) throw new BadInputException("There are no rows to answer; the entropy of answers takes at least one.");
        return new(model);
    }
}
