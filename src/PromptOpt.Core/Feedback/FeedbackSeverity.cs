namespace PromptOpt.Feedback;

/// <summary>How much a finding matters to whoever rewrites the prompt.</summary>
public enum FeedbackSeverity
{
    /// <summary>Good to know.</summary>
    Low,

    /// <summary>Worth a change.</summary>
    Medium,

    /// <summary>Change this first.</summary>
    High,
}
