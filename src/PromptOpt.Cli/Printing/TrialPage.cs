using PromptOpt.Cli.Display;
using PromptOpt.Evaluation;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>One trial in full, for people.</summary>
internal static class TrialPage
{
    /// <summary>Writes the trial.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="trials">All trials of its study.</param>
    /// <param name="waves">Its waves.</param>
    /// <param name="numbers">Its numbers of record on validation rows; null if it has none.</param>
    /// <param name="width">Columns of the terminal; null for no limit.</param>
    public static void Write(TextWriter writer, Trial trial, IReadOnlyList<Trial> trials, IReadOnlyList<Wave> waves, RolloutNumbers? numbers, int? width)
    {
        var table = new TextTable("", "");
        table.Add("trial", $"{trial.Number}, level {trial.Level}");
        table.Add("operator", Format.OneLine(trial.Operator) + (trial.Parent > 0 ? $" on trial {trial.Parent}" : "") + (trial.OtherParent > 0 ? $" and trial {trial.OtherParent}" : ""));
        if (trial.Change.Length > 0) table.Add("change", Format.OneLine(trial.Change));
        table.Add("state", Words.Of(trial.State) + (trial.Reason.Length > 0 ? $": {Format.OneLine(trial.Reason)}" : ""));
        if (trial.Tuned is { } tuned) table.Add("suggested by", tuned.Source + (tuned.Note.Length > 0 ? $": {Format.OneLine(tuned.Note)}" : ""));
        if (trial.Screening is { } screening) table.Add("screening", Screened(screening));
        table.Add("validation", TrialLine.Value(trial));
        if (trial.AdjustedValue is { } adjusted) table.Add("preferences", $"{Format.Value(adjusted)} after penalties and bonuses of the feedback rules, the seed prompt {Format.Value(trial.SeedAdjustedValue)}");
        if (trial.TrainValue is { } train) table.Add("train", Format.Value(train));
        table.Add("cost", $"{Format.Count(trial.Spending.Calls)} calls, {Format.Count(trial.Spending.Tokens)} tokens ({Format.Count(trial.Spending.ComputedTokens)} computed)");
        if (numbers is not null) Add(table, numbers);
        table.Write(writer);
        writer.WriteLine();
        CandidateText.Write(writer, trial.Candidate, trial.Calibration, allExamples: true);
        AnswerTrace.Write(writer, waves);
        if (trial.Parent == 0) return;
        writer.WriteLine();
        writer.WriteLine("Where it comes from:");
        WriteLineage(writer, new TrialLineage(trials), trial, width);
    }

    private static void Add(TextTable table, RolloutNumbers numbers)
    {
        table.Add("tokens per correct", $"{Format.Number(numbers.TokensPerCorrect, "#,0")} ({Format.Number((double)numbers.OutputTokens / numbers.Rows, "#,0.#")} written a row)");
        table.Add("latency of a row", Format.Latency(numbers));
        table.Add("cut off", $"{Format.Number(100 * numbers.CutOffShare, "0.#")} % of the replies met the token limit");
    }

    private static string Screened(Screening screening)
    {
        string why = screening.Outcome switch
        {
            ScreeningOutcome.Accepted => "accepted",
            ScreeningOutcome.Explored => "rejected, but one reject in ten is run to see what rejecting costs",
            _ => "rejected, but predicted best of all proposals for this trial",
        };
        return $"predicted {Format.Value(screening.Predicted)} ± {Format.Value(screening.Uncertainty)}, needed {Format.Value(screening.Threshold)}: {why}; others rejected: {screening.Rejected.Count}";
    }

    private static void WriteLineage(TextWriter writer, TrialLineage lineage, Trial trial, int? width)
    {
        var table = new TextTable(">trial", "operator", ">other parent", ">validation", ">rows", ">lead (points)", "change");
        foreach (var ancestor in lineage.ChainTo(trial))
        {
            table.Add($"{ancestor.Number}", Format.OneLine(ancestor.Operator), ancestor.OtherParent > 0 ? $"{ancestor.OtherParent}" : "",
                Format.Value(ancestor.Value), $"{ancestor.Rows}", Format.Points(ancestor.Lead), Format.OneLine(ancestor.Change));
        }

        table.Write(writer, "  ", width);
    }
}
