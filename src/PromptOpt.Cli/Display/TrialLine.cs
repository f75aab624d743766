using PromptOpt.Cli.Printing;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Display;

/// <summary>The value of a trial in a few characters.</summary>
internal static class TrialLine
{
    /// <summary>Value with interval and rows.</summary>
    public static string Value(Trial trial) => trial.Value is null ? "no value" : $"{Format.Value(trial.Value)} {Format.Interval(IntervalOf(trial))} {trial.Rows} rows";

    /// <summary>95 % interval of its value; null without rows.</summary>
    public static Interval? IntervalOf(Trial trial) => trial.Value is { } value && trial.Rows > 0
        ? Proportion.Wilson(Math.Clamp(value * trial.Rows, 0, trial.Rows), trial.Rows)
        : null;
}
