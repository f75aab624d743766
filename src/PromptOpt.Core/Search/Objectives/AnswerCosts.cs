using PromptOpt.Evaluation;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search.Objectives;

/// <summary>What the answers of a candidate cost on some rows.</summary>
public sealed record AnswerCosts
{
    /// <summary>Rows, at least 1.</summary>
    public required int Rows { get; init; }

    /// <summary><see cref="CostMeasure.Tokens"/>.</summary>
    public required double Tokens { get; init; }

    /// <summary><see cref="CostMeasure.ChargedTokens"/>.</summary>
    public required double ChargedTokens { get; init; }

    /// <summary><see cref="CostMeasure.TokensPerCorrect"/>; infinite where nothing is correct.</summary>
    public required double TokensPerCorrect { get; init; }

    /// <summary><see cref="CostMeasure.LatencyP50"/>, in seconds.</summary>
    public required double LatencyP50 { get; init; }

    /// <summary><see cref="CostMeasure.LatencyP95"/>, in seconds.</summary>
    public required double LatencyP95 { get; init; }

    /// <summary><see cref="CostMeasure.Calls"/>.</summary>
    public required double Calls { get; init; }

    /// <summary>Sums up rollouts; null without any.</summary>
    /// <param name="rollouts">Rollouts of one candidate with scores; one without counts as wrong, as in <see cref="RolloutNumbers"/>.</param>
    public static AnswerCosts? Of(IReadOnlyList<Rollout> rollouts)
    {
        ArgumentNullException.ThrowIfNull(rollouts);
        if (rollouts.Count == 0) return null;
        return new()
        {
            Rows = rollouts.Count,
            Tokens = Measure(CostMeasure.Tokens, rollouts),
            ChargedTokens = Measure(CostMeasure.ChargedTokens, rollouts),
            TokensPerCorrect = Measure(CostMeasure.TokensPerCorrect, rollouts),
            LatencyP50 = Measure(CostMeasure.LatencyP50, rollouts),
            LatencyP95 = Measure(CostMeasure.LatencyP95, rollouts),
            Calls = Measure(CostMeasure.Calls, rollouts),
        };
    }

    /// <summary>One of the measures.</summary>
    public double Of(CostMeasure measure) => measure switch
    {
        CostMeasure.Tokens => Tokens,
        CostMeasure.ChargedTokens => ChargedTokens,
        CostMeasure.TokensPerCorrect => TokensPerCorrect,
        CostMeasure.LatencyP50 => LatencyP50,
        CostMeasure.LatencyP95 => LatencyP95,
        _ => Calls,
    };

    /// <summary>A measure of rollouts, at least one.</summary>
    internal static double Measure(CostMeasure measure, IReadOnlyList<Rollout> rollouts) => measure switch
    {
        CostMeasure.Tokens => rollouts.Average(row => (double)row.OutputTokens),
        CostMeasure.ChargedTokens => rollouts.Average(row => (double)row.ChargedTokens),
        CostMeasure.TokensPerCorrect => RolloutNumbers.TokensPerCorrectOf(rollouts),
        CostMeasure.LatencyP50 => Descriptive.Quantile([.. rollouts.Select(row => row.Seconds)], 0.5),
        CostMeasure.LatencyP95 => Descriptive.Quantile([.. rollouts.Select(row => row.Seconds)], 0.95),
        _ => rollouts.Average(row => (double)row.Calls),
    };

    /// <summary>What a row costs, where the measure is a mean over rows that does not shrink by being right more often: tokens per correct are at least the charged tokens of a row. Null for latency.</summary>
    internal static Func<Rollout, double>? Least(CostMeasure measure) => measure switch
    {
        CostMeasure.Tokens => row => row.OutputTokens,
        CostMeasure.ChargedTokens or CostMeasure.TokensPerCorrect => row => row.ChargedTokens,
        CostMeasure.Calls => row => row.Calls,
        _ => null,
    };
}
