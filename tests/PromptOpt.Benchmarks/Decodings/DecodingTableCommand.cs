using PromptOpt.Tuning;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>Records prompts and decodings of a real model once, and has samplers search what was recorded.</summary>
internal static class DecodingTableCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = DecodingTableOptions.Parse(args);
            if (options.Replays) Replay(options);
            else await new DecodingRecorder(options).RunAsync();
            return 0;
        }
        catch (BadInputException error)
        {
            Console.Error.WriteLine(error.Message);
            return error.ExitCode;
        }
    }

    private static void Replay(DecodingTableOptions options)
    {
        var table = new DecodingTable(DecodingTable.Read(options.TablePath));
        var report = new DecodingReport(options.Arms.ToDictionary(arm => arm.Name, arm => Enumerable.Range(1, options.Seeds)
            .Select(seed => DecodingReplay.Run(table, Samplers.Find(arm.Sampler), options.Trials, options.Rows, seed, arm.Start)).ToArray()), options.Against);
        File.WriteAllText(Path.Combine(options.Folder, "curves.csv"), report.Csv());
        File.WriteAllText(Path.Combine(options.Folder, "report.md"), report.Markdown());
        Console.Write(report.Markdown());
    }
}
