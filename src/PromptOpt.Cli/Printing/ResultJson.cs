namespace PromptOpt.Cli.Printing;

/// <summary>The result of a study as one JSON object. Null where test stayed untouched, and where a number is not finite.</summary>
internal static class ResultJson
{
    /// <summary>The object as text.</summary>
    public static string Write(StudyReport report)
    {
        var (study, outcome) = (report.Study, report.Outcome);
        return JsonText.Write(new
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
        });
    }
}
