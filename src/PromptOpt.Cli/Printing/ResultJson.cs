using PromptOpt.Search.Objectives;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Printing;

/// <summary>The result of a study as one JSON object. Null where test stayed untouched, and where a number is not finite.</summary>
internal static class ResultJson
{
    /// <summary>The object as text.</summary>
    public static string Write(StudyReport report)
    {
        var (study, outcome) = (report.Study, report.Outcome);
        var fields = new
        {
            Study = study.Name,
            Verdict = Words.Token(outcome.Verdict),
            outcome.TestAccuracy,
            outcome.SeedTestAccuracy,
            outcome.Difference,
            outcome.CiLow,
            outcome.CiHigh,
            outcome.P,
            outcome.TestRows,
            outcome.Spending.Calls,
            outcome.Spending.Tokens,
            outcome.Spending.ComputedTokens,
            CachedCalls = report.FromCache.Calls,
            CachedCallTokens = report.FromCache.Tokens,
            outcome.Seconds,
            outcome.BestTrial,
            outcome.Trials,
            outcome.RowsToDecide,
            outcome.TestUses,
            outcome.TokensPerCorrect,
            outcome.SeedTokensPerCorrect,
            outcome.LatencyMedian,
            outcome.SeedLatencyMedian,
            outcome.ValidationValue,
            outcome.Explanation,
            outcome.Race,
            report.SeedEpisodes,
            report.BestEpisodes,
            report.Adviser,
            BagOfWordsTestAccuracy = outcome.TestAccuracy is null ? null : report.BagOfWords,
            BagOfWordsValidationAccuracy = outcome.TestAccuracy is null ? report.BagOfWords : null,
            Task = study.TaskName,
            Model = study.ModelPath,
            study.ModelIdentity,
            study.Engine,
            study.Seed,
            report.Files,
        };
        return outcome.Objective is { } objective ? JsonText.Write(fields, "objective", Of(objective, report.TradeOffs ?? [])) : JsonText.Write(fields);
    }

    private static object Of(ObjectiveOutcome found, IReadOnlyList<TradeOff> tradeOffs) => new
    {
        Description = found.Objective,
        Measure = found.Measure is { } measure ? KebabCase.Of(measure) : null,
        found.Tolerance,
        found.Cost,
        found.SeedCost,
        found.Ratio,
        found.RatioLow,
        found.RatioHigh,
        found.RatioP,
        found.NonInferiorityP,
        found.BrokenLimits,
        Trials = tradeOffs.Select(one => new { Trial = one.Trial.Number, one.Trial.Value, one.Trial.StandardError, one.Costs, one.Violation, OnFront = one.IsOnFront }).ToArray(),
    };
}
