namespace PromptOpt.Tuning.Costs;

/// <summary>What limits the cost of a search.</summary>
/// <param name="Limits">The limits, at least one; <see cref="Observation.Costs"/> are in their order.</param>
/// <param name="Weight">
/// How much cost counts in what is tried next, 0 (not at all) to 1 (improvement per cost): the share of the budget that is left, so that a search begins with what is cheap and ends with what is good
/// ("cost cooling", Lee, Perrone, Archambeau and Seeger 2020, section 3).
/// </param>
internal sealed record TuningBudget(IReadOnlyList<BudgetLimit> Limits, double Weight);
