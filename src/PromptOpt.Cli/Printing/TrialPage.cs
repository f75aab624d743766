using PromptOpt.Cli.Display;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>One trial in full, for people.</summary>
internal static class TrialPage
{
    /// <summary>Writes the trial.</summary>
    public static void Write(TextWriter writer, Trial trial)
    {
        var table = new TextTable("", "");
        table.Add("trial", $"{trial.Number}, level {trial.Level}");
        table.Add("operator", Format.OneLine(trial.Operator) + (trial.Parent > 0 ? $" on trial {trial.Parent}" : ""));
        if (trial.Change.Length > 0) table.Add("change", Format.OneLine(trial.Change));
        table.Add("state", Words.Of(trial.State) + (trial.Reason.Length > 0 ? $": {Format.OneLine(trial.Reason)}" : ""));
        table.Add("validation", TrialLine.Value(trial));
        if (trial.TrainValue is { } train) table.Add("train", Format.Value(train));
        table.Add("cost", $"{Format.Count(trial.Spending.Calls)} calls, {Format.Count(trial.Spending.Tokens)} tokens ({Format.Count(trial.Spending.ComputedTokens)} computed)");
        table.Write(writer);
        writer.WriteLine();
        CandidateText.Write(writer, trial.Candidate, trial.Calibration, allExamples: true);
    }
}
