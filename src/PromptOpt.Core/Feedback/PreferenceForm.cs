namespace PromptOpt.Feedback;

/// <summary>How a preference changes the score.</summary>
public enum PreferenceForm
{
    /// <summary>A penalty is taken off, a bonus is added.</summary>
    Linear,

    /// <summary>The score is divided (penalty) or multiplied (bonus) by 1 + weight * factor.</summary>
    Ratio,
}
