namespace PromptOpt.Tuning.Importance;

/// <summary>How much of what the objective varies is due to a parameter, or to two beyond what each does alone.</summary>
/// <param name="Parameters">One name, or two in the order of the space.</param>
/// <param name="Share">Share of the variance over the space, 0 to 1, averaged over trees.</param>
/// <param name="Deviation">Standard deviation of the share over trees: how sure it is.</param>
internal sealed record ParameterImportance(IReadOnlyList<string> Parameters, double Share, double Deviation);
