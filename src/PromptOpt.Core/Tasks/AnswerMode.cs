namespace PromptOpt.Tasks;

/// <summary>How an answer is got from the model.</summary>
public enum AnswerMode
{
    /// <summary>The model writes text, and the answer is extracted from it.</summary>
    Free,

    /// <summary>Every label is scored by its log-probability as the reply, and the best one is the answer.</summary>
    Choice,
}
