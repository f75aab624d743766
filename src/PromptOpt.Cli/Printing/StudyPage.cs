using PromptOpt.Cli.Running;
using PromptOpt.Search;
using PromptOpt.Search.Advising;
using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>Stored studies for people.</summary>
internal static class StudyPage
{
    /// <summary>Writes one line a study.</summary>
    public static void WriteList(TextWriter writer, IReadOnlyList<StudyFolder> folders, Func<string, IStudyStore> open)
    {
        var table = new TextTable("study", "task", "created", ">trials", ">best", "state");
        foreach (var folder in folders)
        {
            try
            {
                table.Add(ListLine(folder, open));
            }
            catch (PromptOptException e)
            {
                table.Add(WithoutStudy(folder, Format.OneLine(e.Message))); // one damaged study must not hide the others
            }
        }

        table.Write(writer);
    }

    /// <summary>Writes everything about one study.</summary>
    public static void Write(TextWriter writer, Study study, IStudyStore store, StudyFolder folder, string resumeCommand, int? width)
    {
        var trials = store.ReadTrials();
        WriteFacts(writer, study, store, resumeCommand);
        if (trials.Count > 0) WriteTrials(writer, TrialChoice.Best(study, trials, store)?.Number, trials, width);
        WriteOperators(writer, trials);
        WriteSources(writer, trials);
        AdviserPage.Write(writer, AdviserReport.Of(trials, store.ReadWaves()));
        if (StudyJson.ReadOutcome(study) is { } outcome)
        {
            writer.WriteLine();
            ResultPage.Write(writer, StudyReport.From(study, outcome, store, folder), width);
        }
        else if (StudyOrder.TradeOffs(study, store) is { } tradeOffs)
        {
            TradeOffTable.Write(writer, $"{StudyJson.ReadOptions(study).Objective}", tradeOffs, TrialChoice.Best(study, trials, store)?.Number, width);
        }

        if (study.Outcome is null && TrialChoice.Best(study, trials, store) is { } best)
        {
            writer.WriteLine();
            writer.WriteLine($"Best prompt so far (trial {best.Number}):");
            CandidateText.Write(writer, best.Candidate, best.Calibration, allExamples: false);
        }
    }

    private static string[] ListLine(StudyFolder folder, Func<string, IStudyStore> open)
    {
        using var store = open(folder.Database);
        if (store.ReadStudy() is not { } study) return WithoutStudy(folder, "empty");
        var trials = store.ReadTrials();
        return
        [
            folder.Name, study.TaskName, $"{study.CreatedAt:yyyy-MM-dd HH:mm}", $"{trials.Count}", Format.Value(TrialChoice.Best(study, trials, store)?.Value), State(study),
        ];
    }

    private static string[] WithoutStudy(StudyFolder folder, string state) => [folder.Name, Format.Nothing, Format.Nothing, Format.Nothing, Format.Nothing, state];

    private static string State(Study study)
    {
        if (StudyJson.ReadOutcome(study) is not { } outcome) return "not finished";
        return outcome.Difference is { } difference ? $"{Words.Of(outcome.Verdict)} ({Format.Points(difference)} points)" : Words.Of(outcome.Verdict);
    }

    private static void WriteFacts(TextWriter writer, Study study, IStudyStore store, string resumeCommand)
    {
        var (spent, budget) = (store.ReadSpending(), study.Budget);
        var table = new TextTable("", "");
        table.Add("study", study.Name);
        table.Add("state", study.Outcome is null ? $"not finished; go on with: {resumeCommand}" : State(study));
        table.Add("task", $"{study.TaskName} ({study.TaskFolder}){(study.TestFile is { } test ? $", test rows from {test}" : "")}");
        table.Add("model", $"{study.ModelPath} ({study.Engine})");
        if (StudyJson.ReadOptions(study).Objective is { IsQuality: false } objective) table.Add("objective", $"{objective}");
        table.Add("seed", $"{study.Seed}, created {study.CreatedAt:yyyy-MM-dd HH:mm} UTC");
        var limits = new List<string>();
        if (budget.Trials is { } trials) limits.Add($"{trials} trials");
        if (budget.Calls is { } calls) limits.Add($"{Format.Count(calls)} calls");
        if (budget.Tokens is { } tokens) limits.Add($"{Format.Count(tokens)} tokens");
        if (budget.Time is { } time) limits.Add(Format.Time(time));
        table.Add("budget", string.Join(", ", limits));
        table.Add("spent", $"{Format.Count(spent.Calls)} calls, {Format.Count(spent.Tokens)} tokens ({Format.Count(spent.ComputedTokens)} computed), {Format.Time(TimeSpan.FromSeconds(store.ReadSeconds()))}");
        if (CachedCalls.In(store.ReadWaves()) is { Calls: > 0 } cached) table.Add("from cache", $"{Format.Count(cached.Calls)} calls, {Format.Count(cached.Tokens)} tokens");
        if (study.Outcome is null && store.ReadTrials().Sum(t => t.RowsSaved) is > 0 and var saved) table.Add("race", $"{Format.Count(saved)} validation rollouts saved so far");
        table.Write(writer);
    }

    private static void WriteTrials(TextWriter writer, int? best, IReadOnlyList<Trial> trials, int? width)
    {
        bool isAdjusted = trials.Any(trial => trial.AdjustedValue is not null);
        var table = new TextTable([">trial", ">level", "operator", ">parent", ">value", "± se", ">rows", .. isAdjusted ? [">adjusted"] : Array.Empty<string>(), ">lead", "state", "change"]);
        foreach (var trial in trials)
        {
            table.Add(
            [
                $"{(trial.Number == best ? "*" : "")}{trial.Number}", $"{trial.Level}", Format.OneLine(trial.Operator), trial.Parent > 0 ? $"{trial.Parent}" : Format.Nothing,
                Format.Value(trial.Value), trial.StandardError is { } error ? $"± {Format.Number(error, "0.000")}" : "", $"{trial.Rows}",
                .. isAdjusted ? [Format.Value(trial.AdjustedValue)] : Array.Empty<string>(), Format.Points(trial.Lead), Words.Of(trial.State),
                Format.OneLine(trial.Reason.Length > 0 ? trial.Reason : trial.Change),
            ]);
        }

        writer.WriteLine();
        table.Write(writer, width: width);
    }

    private static void WriteOperators(TextWriter writer, IReadOnlyList<Trial> trials)
    {
        var operators = OperatorStatistics.From(trials);
        if (operators.Count == 0) return;
        var table = new TextTable("operator", ">tried", ">improved on parent", ">mean gain (points)");
        foreach (var entry in operators)
            table.Add(Format.OneLine(entry.Operator), $"{entry.Tried}", $"{entry.Improved}", Format.Points(entry.MeanGain));
        writer.WriteLine();
        table.Write(writer);
    }

    /// <summary>Who suggested the values of what was tuned, and what came of it.</summary>
    private static void WriteSources(TextWriter writer, IReadOnlyList<Trial> trials)
    {
        var tuned = trials.Where(trial => trial.Tuned is not null).ToArray();
        if (tuned.Length == 0) return;
        var table = new TextTable("suggested by", ">trials", ">ahead of the seed prompt", ">best lead", ">tokens", ">dearest");
        foreach (var line in SourceLine.Of(tuned))
            table.Add(Format.OneLine(line.Source), $"{line.Trials}", $"{line.Ahead}", Format.Points(line.BestLead), Format.Count(line.Tokens), Format.Count(line.Dearest));
        writer.WriteLine();
        table.Write(writer);
    }
}
