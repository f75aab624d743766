using System.Globalization;

namespace PromptOpt.Benchmarks;

/// <summary>What to measure.</summary>
internal sealed record BenchmarkOptions(int Pairs, int Threads, string? CsvPath, string ModelPath)
{
    /// <summary>Reads the command line; null when it makes no sense.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        if (args is not ["engine", ..] || args.Length % 2 == 0) return null;
        var options = new BenchmarkOptions(9, Environment.ProcessorCount, null, DefaultModelPath());
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = args[i + 1];
            BenchmarkOptions? next = args[i] switch
            {
                "--pairs" when Number(value) is { } pairs => options with { Pairs = pairs },
                "--threads" when Number(value) is { } threads => options with { Threads = Math.Min(threads, Environment.ProcessorCount) }, // as the engine does
                "--csv" => options with { CsvPath = value },
                "--model" => options with { ModelPath = value },
                _ => null,
            };
            if (next is null) return null;
            options = next;
        }

        return options;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>The repository that this program was built in; the current folder if it was moved.</summary>
    public static string RepositoryFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "PromptOpt.sln"))) directory = directory.Parent;
        return directory?.FullName ?? ".";
    }

    private static string DefaultModelPath() => Path.Combine(RepositoryFolder(), "models", "smollm2-135m-instruct-q4_1.gguf");
}
