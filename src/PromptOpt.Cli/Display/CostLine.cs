using PromptOpt.Cli.Printing;
using PromptOpt.Search;
using PromptOpt.Search.Objectives;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>What a trial costs, in a few words, where the objective is not quality alone.</summary>
internal static class CostLine
{
    /// <summary>All of its costs; null where there is nothing to say.</summary>
    public static string? Of(Trial trial, SessionStatus status) => status.Costs.GetValueOrDefault(trial.Number) is { } costs
        ? $"{Format.Number(costs.Tokens, "#,0.0")} tokens written  {Format.Number(costs.TokensPerCorrect, "#,0")} tokens/correct  p50 {Format.Number(costs.LatencyP50, "0.00")} s  p95 {Format.Number(costs.LatencyP95, "0.00")} s"
        : null;

    /// <summary>What the best trial costs beside the seed prompt, by the measure that counts; null where none does.</summary>
    public static string? OfBest(SessionStatus status)
    {
        if (status.Objective.Cost is not { } measure || status.Best is not { } best || status.Costs.GetValueOrDefault(best.Number) is not { } costs) return null;
        string text = $"{CostWords.Of(measure)} {CostWords.Of(measure, costs.Of(measure))}";
        return status.Costs.GetValueOrDefault(1) is { } seed && best.Number != 1 ? $"{text} (seed {CostWords.Of(measure, seed.Of(measure))})" : text;
    }
}
