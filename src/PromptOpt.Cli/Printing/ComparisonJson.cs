using PromptOpt.Comparison;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Printing;

/// <summary>The result of a comparison as one JSON object. Differences are shares, not points; intervals are null where both sides are the same prompts.</summary>
internal static class ComparisonJson
{
    /// <summary>The object as text.</summary>
    public static string Write(ComparisonReport report) => JsonText.Write(new
    {
        Comparison = report.Folder.Name,
        Task = report.Study.TaskName,
        Model = report.Study.ModelPath,
        report.Study.ModelIdentity,
        report.Study.Engine,
        Split = Words.Of(report.Split),
        report.Comparison.Rows,
        FirstSeed = report.Study.Seed,
        report.Comparison.Seeds,
        Budget = new { report.Study.Budget.Calls, report.Study.Budget.Tokens, Seconds = report.Study.Budget.Time?.TotalSeconds },
        report.Comparison.SeedPromptScore,
        Reference = KebabCase.Of(report.Comparison.Reference.Strategy),
        Strategies = report.Comparison.Strategies.Select(Of),
        Studies = report.Studies.Select(Of),
        report.Verdict,
        report.TestUses,
        report.Prompts,
        MeasuredCalls = report.Measured.Calls,
        MeasuredTokens = report.Measured.Tokens,
        report.Files,
    });

    private static object Of(StrategyResult one) => new
    {
        Strategy = KebabCase.Of(one.Strategy),
        one.Score,
        one.ScoreDeviation,
        VersusSeedPrompt = Of(one.VersusSeedPrompt),
        VersusReference = one.VersusReference is { } difference ? Of(difference) : null,
        one.Wins,
        one.Ties,
        one.Losses,
        one.P,
        one.AdjustedP,
        one.Validation,
        one.Optimism,
        one.Trials,
        one.Calls,
        one.Tokens,
        one.ComputedTokens,
        one.Seconds,
        one.TokensToChoice,
        one.SeedPromptChosen,
    };

    private static object Of(ScoreDifference difference) => new { difference.Mean, CiLow = difference.Interval?.Low, CiHigh = difference.Interval?.High };

    private static object Of(ComparedStudy study) => new
    {
        Strategy = KebabCase.Of(study.Strategy),
        study.Seed,
        study.Study,
        study.Choice,
        study.Prompt,
        study.Score,
        SeedPromptScore = study.SeedScore,
        study.Validation,
        study.Trials,
        study.Spending.Calls,
        study.Spending.Tokens,
        study.Spending.ComputedTokens,
        study.Seconds,
        study.TokensToChoice,
    };
}
