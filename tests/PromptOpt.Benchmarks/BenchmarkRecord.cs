using System.Reflection;
using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks;

/// <summary>Prints what was found and writes it to CSV: rows of one benchmark, and one line a claim in a file that all share.</summary>
internal sealed class BenchmarkRecord(BenchmarkOptions options) : IDisposable
{
    private const string ClaimsHead = "time,benchmark,scenario,claim,values,median,smallest,largest,wanted,holds,engine,threads,version";
    private static readonly string Version = typeof(BenchmarkRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
    private StreamWriter? rows;

    /// <summary>Engine and version, for the rows.</summary>
    public string Engine { get; set; } = "";

    /// <summary>Adds a row.</summary>
    /// <param name="head">Column names, written before the first row of a new file.</param>
    /// <param name="row">The row.</param>
    public void Row(string head, string row)
    {
        if (options.OutputFolder is null) return;
        rows ??= new StreamWriter(PathOf($"{options.Benchmark}.csv"), append: true) { AutoFlush = true };
        if (rows.BaseStream.Length == 0) rows.WriteLine(head);
        rows.WriteLine(row);
    }

    /// <summary>Holds the median of some values against a bound.</summary>
    /// <returns>Whether it holds.</returns>
    public bool Judge(string scenario, Claim claim, IReadOnlyList<double> values)
    {
        var median = Descriptive.Quantile(values, 0.5);
        var holds = claim.Holds(median);
        var verdict = claim.Wanted.Length == 0 ? "" : $", wanted {claim.Wanted}: {(holds ? "holds" : "DOES NOT HOLD")}";
        Console.WriteLine(FormattableString.Invariant(
            $"  {claim.Name}: {median:F3} (median of {values.Count}, {values.Min():F3} to {values.Max():F3}){verdict}"));
        if (options.OutputFolder is not null) Append(scenario, claim, values, median, holds);
        return holds;
    }

    public void Dispose() => rows?.Dispose();

    private void Append(string scenario, Claim claim, IReadOnlyList<double> values, double median, bool holds)
    {
        var path = PathOf("claims.csv");
        if (!File.Exists(path)) File.WriteAllText(path, ClaimsHead + "\n");
        File.AppendAllText(path, FormattableString.Invariant(
            $"{DateTime.UtcNow:yyyy-MM-ddTHH:mmZ},{options.Benchmark},\"{scenario}\",\"{claim.Name}\",{values.Count},{median:F4},{values.Min():F4},{values.Max():F4},{claim.Wanted},{(claim.Wanted.Length == 0 ? "" : holds ? "yes" : "no")},{Engine},{options.Threads},{Version}\n"));
    }

    private string PathOf(string name) => Path.Combine(Directory.CreateDirectory(options.OutputFolder!).FullName, name);
}
