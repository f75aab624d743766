namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Writes curves.csv, summary.csv, paired.csv and report.md into a folder of runs, whoever made them, and prints the report.</summary>
internal static class TuningReportCommand
{
    public static int Run(string[] args)
    {
        if (args is not [var data, var folder])
        {
            Console.Error.WriteLine("tuning-report: give DATA and OUT: LLAMBO's published folder, and the folder of runs");
            return 2;
        }

        try
        {
            var report = new TuningReport(TuningResults.Read(new PublishedRuns(data), folder));
            File.WriteAllText(Path.Combine(folder, "curves.csv"), report.Curves());
            File.WriteAllText(Path.Combine(folder, "summary.csv"), report.Summary());
            File.WriteAllText(Path.Combine(folder, "paired.csv"), report.Paired());
            string markdown = report.Markdown();
            File.WriteAllText(Path.Combine(folder, "report.md"), markdown);
            Console.Write(markdown);
            return 0;
        }
        catch (BadInputException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }
}
