using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Costs;

/// <summary>A limit of a study that is spent by what is tried, such as calls, tokens or seconds.</summary>
/// <param name="Left">What is left of it for the search, in its own unit; 0 or less where nothing is.</param>
/// <param name="Most">The most that the full evaluation of a configuration can cost, above 0, as its values imply it. The unit does not matter: only ratios count.</param>
internal sealed record BudgetLimit(double Left, Func<Configuration, double> Most)
{
    /// <summary>What a configuration of an expected cost takes besides, 0 or more: what must be kept back for it. Default nothing.</summary>
    public Func<Configuration, double, double> Besides { get; init; } = (_, _) => 0;
}
