namespace PromptOpt.LanguageModels;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended its turn, a stop string appeared, nothing can follow under the constraint, or the answer was decided (<see cref="AnswerEnd"/>).</summary>
    Stop,

    /// <summary>The token limit was reached.</summary>
    Length,

    /// <summary>The caller cancelled. Local models end the task as cancelled instead of returning a result with this reason.</summary>
    Cancelled,
}
