namespace PromptOpt.Search.Objectives;

/// <summary>What answers can cost; less is better. Each is over the rows that a trial was run on.</summary>
public enum CostMeasure
{
    /// <summary>Tokens that the model wrote for an answer, on the mean of the rows: of all samples and turns of thought together.</summary>
    Tokens,

    /// <summary>Tokens that an answer is charged with, on the mean of the rows: prompts as sent, and replies.</summary>
    ChargedTokens,

    /// <summary>Charged tokens for one correct answer: all of them over the sum of the scores. Infinite where nothing is correct.</summary>
    TokensPerCorrect,

    /// <summary>Median seconds that a row takes, in the batch that it ran in.</summary>
    LatencyP50,

    /// <summary>95th percentile of the seconds that a row takes.</summary>
    LatencyP95,

    /// <summary>Requests to the model for an answer, on the mean of the rows.</summary>
    Calls,
}
