namespace PromptOpt.Feedback;

/// <summary>What went wrong in a rollout. A rule without one looks at every imperfect rollout.</summary>
public enum FeedbackError
{
    /// <summary>The answer is a label of the closed set, but not the expected one.</summary>
    WrongLabel,

    /// <summary>No answer was found in the reply.</summary>
    NoAnswer,

    /// <summary>The reply was cut off at its token limit.</summary>
    TooLong,

    /// <summary>An answer was found, label or not, and is not fully right.</summary>
    WrongAnswer,
}
