using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>Puts the limits of task and command line together.</summary>
internal static class Budgets
{
    /// <summary>Every limit given on the command line replaces the task's; the others stay.</summary>
    /// <exception cref="BadInputException">No limit is set anywhere.</exception>
    public static BudgetSpec Merge(BudgetSpec task, BudgetSpec given)
    {
        var merged = new BudgetSpec
        {
            Trials = given.Trials ?? task.Trials,
            Calls = given.Calls ?? task.Calls,
            Tokens = given.Tokens ?? task.Tokens,
            Time = given.Time ?? task.Time,
        };
        return merged == new BudgetSpec()
            ? throw new BadInputException("no limit is set: give --max-trials, --max-calls, --max-tokens or --max-time, or a budget in task.yaml")
            : merged;
    }

    /// <summary>The limits of every study of a comparison: those given on the command line, or else the task's. A number of trials is no equal budget, since trials of different
    /// strategies cost different amounts; it is left out.</summary>
    /// <exception cref="BadInputException">No limit on calls, tokens or time is set anywhere.</exception>
    public static BudgetSpec ForComparison(BudgetSpec task, BudgetSpec given)
    {
        var budget = (given == new BudgetSpec() ? task : given) with { Trials = null };
        return budget == new BudgetSpec()
            ? throw new BadInputException("a comparison needs a limit that is equal for all: give --max-calls, --max-tokens or --max-time, or one of them as budget in task.yaml")
            : budget;
    }
}
