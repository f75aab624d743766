using System.Globalization;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>What to simulate.</summary>
/// <param name="Studies">Studies of each null scenario; the others get a quarter.</param>
/// <param name="OutputFolder">Where the table goes.</param>
/// <param name="Only">Scenarios whose name begins so; empty for all.</param>
internal sealed record RacingOptions(int Studies, string OutputFolder, string Only)
{
    /// <summary>The optimiser's own prompts, which a session loads.</summary>
    public string PromptsFolder { get; } = Path.Combine(BenchmarkOptions.Below(), "prompts");

    /// <summary>Reads the command line; null, with the reason on the error stream, when it makes no sense.</summary>
    public static RacingOptions? Parse(string[] args)
    {
        var options = new RacingOptions(2000, ".", "");
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            RacingOptions? next = args[i] switch
            {
                "--studies" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var studies) && studies > 0 => options with { Studies = studies },
                "--out" when value.Length > 0 => options with { OutputFolder = value },
                "--only" => options with { Only = value },
                _ => null,
            };
            if (next is null)
            {
                Console.Error.WriteLine($"racing: '{args[i]} {value}' makes no sense; there are --studies N, --out FOLDER and --only NAME");
                return null;
            }

            options = next;
        }

        return options;
    }
}
