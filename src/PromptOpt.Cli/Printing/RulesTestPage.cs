namespace PromptOpt.Cli.Printing;

/// <summary>What a rule file says about a study, for people.</summary>
internal sealed class RulesTestPage(RulesTestReport report)
{
    private const int MostLetters = 300;

    /// <summary>Writes the page.</summary>
    public void Write(TextWriter writer, int? width)
    {
        var facts = new TextTable("", "");
        facts.Add("rules", $"{report.File}, {report.Examples.Count} rules");
        facts.Add("study", $"{report.Study}: {Format.Count(report.Train.Rollouts)} rollouts on train rows, {Format.Count(report.Validation.Rollouts)} on validation rows");
        facts.Write(writer);
        writer.WriteLine();
        WriteRules(writer, width);
        if (report.Trials.Count > 0) WriteTrials(writer, width);
        foreach (var (rule, i) in report.Examples.Select((rule, i) => (rule, i))) WriteExamples(writer, $"#{i + 1} {rule.Rule}", rule.Examples);
        WriteExamples(writer, "no rule", report.Unmatched);
    }

    private void WriteRules(TextWriter writer, int? width)
    {
        var table = new TextTable(">#", "rule", "severity", ">train", ">validation", ">first");
        for (int i = 0; i < report.Examples.Count; i++)
        {
            var (train, validation) = (report.Train.Rules[i], report.Validation.Rules[i]);
            table.Add($"{i + 1}", Format.OneLine(train.Rule), report.Examples[i].Severity, $"{train.Fired}", $"{validation.Fired}", $"{train.Advised + validation.Advised}");
        }

        table.Add("", "no rule, but not perfect", "", $"{report.Train.Unmatched}", $"{report.Validation.Unmatched}", "");
        table.Write(writer, width: width);
    }

    private void WriteTrials(TextWriter writer, int? width)
    {
        string[] heads = [">trial", "rows", ">rollouts", ">imperfect", ">no rule", ">score", ">adjusted", .. report.Examples.Select((_, i) => $">#{i + 1}")];
        var table = new TextTable(heads);
        foreach (var part in report.Trials) table.Add(Line($"{part.Trial}", part.Phase, part.Statistics));
        table.Add(Line("all", "train", report.Train));
        table.Add(Line("all", "validation", report.Validation));
        writer.WriteLine();
        table.Write(writer, width: width);
    }

    private string[] Line(string trial, string phase, Feedback.RuleStatistics of) =>
    [
        trial, phase, $"{of.Rollouts}", $"{of.Imperfect}", $"{of.Unmatched}", Format.Value(of.MeanScore),
        report.HasPreferences ? Format.Value(of.MeanAdjusted) : Format.Nothing, .. of.Rules.Select(rule => $"{rule.Fired}"),
    ];

    private static void WriteExamples(TextWriter writer, string head, IReadOnlyList<RulesTestReport.Example> examples)
    {
        if (examples.Count == 0) return;
        writer.WriteLine();
        writer.WriteLine(Format.OneLine(head));
        foreach (var example in examples)
            writer.WriteLine(Format.Cut($"  trial {example.Trial}, {Format.OneLine(example.Row)}: {Format.OneLine(example.Text)}", MostLetters));
    }
}
