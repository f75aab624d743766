using PromptOpt.Cli.Printing;
using PromptOpt.Search;

namespace PromptOpt.Cli.Display;

/// <summary>What is left of a budget, in words.</summary>
internal static class BudgetLeft
{
    /// <summary>One entry a limit.</summary>
    /// <param name="status">Where the session stands.</param>
    /// <param name="since">Time since that status came.</param>
    public static List<string> Of(SessionStatus status, TimeSpan since)
    {
        var (budget, spent) = (status.Budget, status.Spent);
        var parts = new List<string>();
        if (budget.Trials is { } trials) parts.Add($"{Math.Max(0, trials - status.Trial)} trials");
        if (budget.Calls is { } calls) parts.Add($"{Format.Count(Math.Max(0, calls - spent.Calls))} calls");
        if (budget.Tokens is { } tokens) parts.Add($"{Format.Short(Math.Max(0, tokens - spent.Tokens))} tokens");
        if (budget.Time is { } time) parts.Add(Format.Time(time - status.Elapsed - since));
        return parts;
    }
}
