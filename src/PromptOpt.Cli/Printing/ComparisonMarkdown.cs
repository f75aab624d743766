using System.Text;

namespace PromptOpt.Cli.Printing;

/// <summary>The result of a comparison as a Markdown page, to be kept or sent.</summary>
internal static class ComparisonMarkdown
{
    /// <summary>The page as text.</summary>
    public static string Write(ComparisonReport report)
    {
        var page = new StringBuilder();
        page.Append($"# {report.Folder.Name}\n\n{report.Heading}. Engine {report.Study.Engine}, model SHA-256 {report.Study.ModelIdentity}.\n\n");
        foreach (var (title, heads, rows) in ComparisonTables.Of(report))
        {
            page.Append($"{title}\n\n");
            AppendRow(page, heads.Select(head => head.TrimStart('>')));
            AppendRow(page, heads.Select(head => head.StartsWith('>') ? "---:" : "---"));
            foreach (var row in rows) AppendRow(page, row);
            page.Append('\n');
        }

        page.Append("## What this says\n\n");
        foreach (var sentence in report.Verdict) page.Append($"- {sentence}\n");
        page.Append("\n## How the numbers are made\n\n");
        page.Append("- Scores are means over seeds and rows; differences are in points, with a 95 % interval over seeds and rows, paired by row.\n");
        page.Append("- Validation is what the choices scored where they were chosen; optimism is how much less they reach here.\n");
        page.Append("- Won, tied and lost count seeds; p is Wilcoxon's signed rank test over seeds, one-sided, and p (Holm) is corrected for all strategies.\n");
        page.Append("- Budgets count answers from the response cache like any other; computed tokens and time depend on what was cached.\n");
        page.Append("- Tokens to the choice are those of all trials up to the chosen one.\n");
        page.Append($"- {report.MeasuredLine}.\n");
        return page.ToString();
    }

    private static void AppendRow(StringBuilder page, IEnumerable<string> cells) => page.Append($"| {string.Join(" | ", cells)} |\n");
}
