using PromptOpt.Search.ScoreModels;

namespace PromptOpt.Cli.Printing;

/// <summary>A score model on a stored study, for people. Errors, leads and effects are in points.</summary>
internal static class ScoreModelPage
{
    /// <summary>Writes how well it predicts.</summary>
    public static void Write(TextWriter writer, string study, ScoreModelEvaluation evaluation, int? width)
    {
        writer.WriteLine($"{study}: {evaluation.Pairs} trials to learn from, {evaluation.Stopped} of them stopped early");
        WriteUse(writer, evaluation.IsOn, evaluation.Reason);
        WriteErrors(writer, "Each level predicted from the earlier ones (mean errors in points):", evaluation.Curve, width);
        WriteErrors(
            writer, "Each level predicted from all others, which decides whether it is used:",
            evaluation.Total is { } total ? [.. evaluation.LevelsLeftOut, total] : evaluation.LevelsLeftOut, width);
        WriteScreened(writer, evaluation, width);
        if (evaluation.Hindsight is { Predicted: > 0 } hindsight)
        {
            writer.WriteLine();
            writer.WriteLine($"In hindsight, policy paper would have rejected {hindsight.Rejected} of {hindsight.Predicted} trials; of these, {hindsight.BetterThanParent} were better than their parent and {hindsight.BetterThanBest} better than the best before them.");
        }
    }

    /// <summary>Writes what moves it.</summary>
    public static void Write(TextWriter writer, string study, ScoreModelExplanation explanation, int? width)
    {
        writer.WriteLine($"{study}: {explanation.Pairs} trials to learn from");
        WriteUse(writer, explanation.IsOn, explanation.Reason);
        if (explanation.Groups.Count == 0) return;
        var groups = new TextTable("group of features", ">moves it by (points)");
        foreach (var group in explanation.Groups) groups.Add(group.Group, Format.Number(100 * group.Spread, "0.00"));
        Under(writer, "How far each group moves the predicted lead (standard deviation over the trials):", groups, width);
        var features = new TextTable("group", "feature", ">effect (points)");
        foreach (var feature in explanation.Features) features.Add(feature.Group, feature.Feature, Signed(feature.Effect));
        Under(writer, "What one standard deviation more of a feature does:", features, width);
        if (explanation.Phrases.Count == 0) return;
        var phrases = new TextTable("words", ">trials", ">effect (points)");
        foreach (var phrase in explanation.Phrases) phrases.Add(Format.OneLine(phrase.Phrase), $"{phrase.Trials}", Signed(phrase.Effect));
        Under(writer, "What words in the instruction do (phrases that share a column share their effect):", phrases, width);
    }

    private static void WriteUse(TextWriter writer, bool isOn, string reason) =>
        writer.WriteLine($"{(isOn ? "It predicts well enough to be used" : "It would not be used")}: {reason}");

    private static void WriteErrors(TextWriter writer, string head, IReadOnlyList<ScoreErrors> errors, int? width)
    {
        if (errors.Count == 0) return;
        var table = new TextTable(">level", ">learned from", ">predicted", ">model", ">mean", ">parent", ">rank correlation");
        foreach (var line in errors)
        {
            table.Add(line.Levels, $"{line.TrainedOn}", $"{line.Predicted}", Error(line.Model), Error(line.Mean), Error(line.Parent), Format.Number(line.RankCorrelation, "0.00"));
        }

        Under(writer, head, table, width);
    }

    private static void WriteScreened(TextWriter writer, ScoreModelEvaluation evaluation, int? width)
    {
        if (evaluation.Screened.All(count => count.Trials == 0)) return;
        var table = new TextTable("screened trials", ">run", ">better than parent", ">better than best", ">mean predicted", ">mean value");
        foreach (var count in evaluation.Screened)
        {
            table.Add(Words.Of(count.Outcome), $"{count.Trials}", $"{count.BetterThanParent}", $"{count.BetterThanBest}", Format.Value(count.MeanPredicted), Format.Value(count.MeanValue));
        }

        Under(writer, $"What it did in the study ({evaluation.NeverRun} proposals were rejected and never run):", table, width);
    }

    private static void Under(TextWriter writer, string head, TextTable table, int? width)
    {
        writer.WriteLine();
        writer.WriteLine(head);
        table.Write(writer, "  ", width);
    }

    private static string Error(double error) => Format.Number(100 * error, "0.0");

    private static string Signed(double effect) => Format.Number(100 * effect, "+0.00;-0.00;0.00");
}
