namespace PromptOpt.Studies;

/// <summary>The next piece of work does not fit the budget. Ends a trial, never a program.</summary>
/// <param name="limit">Which limit: calls, tokens or time.</param>
public sealed class BudgetSpentException(string limit) : PromptOptException($"The budget is spent ({limit}).")
{
    /// <summary>Which limit.</summary>
    public string Limit { get; } = limit;
}
