using static System.FormattableString;

namespace PromptOpt.Search.Objectives;

/// <summary>Measures of cost in words.</summary>
public static class CostWords
{
    /// <summary>The measure, as it stands in a sentence.</summary>
    public static string Of(CostMeasure measure) => measure switch
    {
        CostMeasure.Tokens => "tokens written",
        CostMeasure.ChargedTokens => "charged tokens",
        CostMeasure.TokensPerCorrect => "tokens per correct",
        CostMeasure.LatencyP50 => "latency p50",
        CostMeasure.LatencyP95 => "latency p95",
        _ => "calls a row",
    };

    /// <summary>A number of the measure with its unit, in four digits or so.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="cost">The number.</param>
    public static string Of(CostMeasure measure, double cost)
    {
        string number = double.IsPositiveInfinity(cost) ? "inf" : cost >= 1000 ? Invariant($"{cost:#,0}") : cost >= 100 ? Invariant($"{cost:0}") : Invariant($"{cost:0.##}");
        return measure is CostMeasure.LatencyP50 or CostMeasure.LatencyP95 ? number + " s" : number;
    }
}
