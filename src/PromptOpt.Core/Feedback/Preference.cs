namespace PromptOpt.Feedback;

/// <summary>
/// What a person likes or dislikes besides the metric, as a change of the score S: the preference alignment of PROMST (Chen et al. 2024),
/// S - weight * factor or S / (1 + weight * factor).
/// </summary>
/// <param name="Kind">Whether the score falls or rises.</param>
/// <param name="Form">How.</param>
/// <param name="Factor">What is counted.</param>
/// <param name="Weight">Change for one of it, from 0 to 1000, in units of the score (linear) or as a share of it (ratio).</param>
public sealed record Preference(PreferenceKind Kind, PreferenceForm Form, PreferenceFactor Factor, double Weight);
