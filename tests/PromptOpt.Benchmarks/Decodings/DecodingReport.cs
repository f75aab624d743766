using System.Globalization;
using System.Text;
using PromptOpt.Benchmarks.Tuning;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>What samplers reach on a table.</summary>
/// <param name="curves">By sampler and then by seed, the regret after each full evaluation.</param>
/// <param name="baseline">The one that the others are held against.</param>
internal sealed class DecodingReport(IReadOnlyDictionary<string, double[][]> curves, string baseline = "random")
{
    /// <summary>A row a sampler, seed and full evaluation.</summary>
    public string Csv() => string.Concat(curves.SelectMany(sampler => sampler.Value.SelectMany((curve, seed) => curve.Select((regret, t) =>
        string.Create(CultureInfo.InvariantCulture, $"{sampler.Key},{seed + 1},{t + 1},{regret:F5}\n")))).Prepend("sampler,seed,t,regret\n"));

    /// <summary>What people read: means over seeds, and the difference to the baseline, pair by pair, with its 95 % interval under resampling of seeds.</summary>
    public string Markdown()
    {
        int last = curves.Values.First()[0].Length;
        int[] shown = [.. new[] { 5, 10, 15, 20 }.Where(t => t < last).Append(last)];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"| sampler | {string.Join(" | ", shown.Select(t => $"t={t}"))} | mean | less {baseline}, mean | better/worse | p |\n|---|{string.Concat(Enumerable.Repeat("---|", shown.Length + 4))}\n");
        foreach (var (name, runs) in curves.OrderBy(pair => pair.Value.Average(run => run.Average())))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {string.Join(" | ", shown.Select(t => runs.Average(run => run[t - 1]).ToString("F4", CultureInfo.InvariantCulture)))} | {runs.Average(run => run.Average()):F4} | {Difference(name, runs)} |\n");
        }

        return text.ToString();
    }

    private string Difference(string name, double[][] runs)
    {
        if (name == baseline || !curves.TryGetValue(baseline, out var other)) return "| |";
        var pairs = PairedMethods.Of(Means(runs), Means(other), seed: 1);
        return string.Create(CultureInfo.InvariantCulture, $"{pairs.Text} | {pairs.Better}/{pairs.Worse} | {pairs.P:G2}");
    }

    private static double[][] Means(double[][] runs) => [.. runs.Select(run => new[] { run.Average() })];
}
