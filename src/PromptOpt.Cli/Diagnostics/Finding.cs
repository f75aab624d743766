using PromptOpt.Cli.Printing;

namespace PromptOpt.Cli.Diagnostics;

/// <summary>The outcome of one check.</summary>
/// <param name="State">How it came out.</param>
/// <param name="Subject">What was checked.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do; empty if nothing is to be done.</param>
internal sealed record Finding(FindingState State, string Subject, string Text, string Remedy = "")
{
    /// <summary>Writes findings in order, each remedy below its finding, and a last line that sums up.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Finding> findings)
    {
        var width = findings.Max(f => f.Subject.Length);
        foreach (var finding in findings)
        {
            writer.WriteLine($"{Word(finding.State),-7}  {finding.Subject.PadRight(width)}  {Format.OneLine(finding.Text)}");
            if (finding.Remedy.Length > 0) writer.WriteLine($"{"",-7}  {"".PadRight(width)}  -> {Format.OneLine(finding.Remedy)}");
        }

        var missing = findings.Count(f => f.State == FindingState.Missing);
        writer.WriteLine(missing == 0 ? "ready" : $"{missing} missing");
    }

    private static string Word(FindingState state) => state switch
    {
        FindingState.Ok => "ok",
        FindingState.Warning => "note",
        _ => "MISSING",
    };
}
