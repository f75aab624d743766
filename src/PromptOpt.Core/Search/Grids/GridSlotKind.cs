namespace PromptOpt.Search.Grids;

/// <summary>What the options of a slot change.</summary>
public enum GridSlotKind
{
    /// <summary>A piece of the system message; an empty option leaves it out.</summary>
    Text,

    /// <summary>Whether the model is asked to reason before it answers: <c>off</c> or <c>on</c>.</summary>
    Reasoning,

    /// <summary>What every answer is made to begin with; an empty option leaves the beginning free.</summary>
    AnswerPrefix,
}
