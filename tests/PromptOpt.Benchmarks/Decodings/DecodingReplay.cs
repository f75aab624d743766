using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>A study of a sampler on a table: every configuration is looked at on the same few examples, in an order that the seed draws, and what looks best is held against the whole table.</summary>
internal static class DecodingReplay
{
    private const ulong RowsKey = 0x2045;

    /// <summary>Regret on all examples of the configuration that looks best after so many full evaluations, from 1 on.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sampler">Suggests; the default is tried first.</param>
    /// <param name="trials">Full evaluations, or as many parts as add up to them.</param>
    /// <param name="rows">Examples of a full evaluation, at most as many as the table has.</param>
    /// <param name="seed">Of the study.</param>
    /// <param name="start">What is tried behind the default, after it was paid for; null for nothing.</param>
    public static double[] Run(DecodingTable table, ISampler sampler, int trials, int rows, int seed, DecodingStart? start = null)
    {
        var study = new SeededRandom((ulong)seed);
        int[] order = [.. study.Fork(RowsKey).Shuffled(Enumerable.Range(0, table.Examples.Count)).Take(rows)];
        var (asked, planned) = (new DefaultFirstSampler(sampler), start?.Planned(table.Space));
        var history = new List<Observation>();
        var curve = new double[trials];
        double spent = 0;
        while (spent < trials - 1e-6)
        {
            var context = new SamplerContext { Space = table.Space, History = history, Number = history.Count + 1, Study = study };
            var next = planned?.Of(context) ?? asked.Suggest(context);
            int part = (int)Math.Ceiling(next.Fidelity * order.Length - 1e-9);
            double paid = (double)(part - Known(history, next, order.Length)) / order.Length;
            history.Add(Observed(table, next, order[..part], history.Count + 1));
            spent += Math.Max(paid, 1e-3); // what was run already costs next to nothing, but a study has an end
            if (history.Count == 1 && start is not null) spent += (double)start.Calls / rows;
            double regret = table.Regret(Chosen(history));
            for (int t = history.Count == 1 ? 1 : (int)Math.Ceiling(spent - 1e-6); t <= trials; t++) curve[Math.Max(t, 1) - 1] = regret;
        }

        return curve;
    }

    /// <summary>The examples of a configuration that were run before.</summary>
    private static int Known(List<Observation> history, Suggestion next, int rows) => history.Where(o => o.Configuration.Equals(next.Configuration))
        .Select(o => (int)Math.Ceiling(o.Fidelity * rows - 1e-9)).DefaultIfEmpty(0).Max();

    /// <summary>The best of what was run on most examples: with parts alone, of the largest part.</summary>
    private static Configuration Chosen(List<Observation> history)
    {
        double most = history.Max(o => o.Fidelity);
        return history.Where(o => o.Fidelity >= most).MaxBy(o => o.Value)!.Configuration;
    }

    private static Observation Observed(DecodingTable table, Suggestion suggestion, int[] rows, int number)
    {
        double[] scores = [.. rows.Select(row => table.ScoresOf(suggestion.Configuration)[row])];
        return new()
        {
            Number = number,
            Configuration = suggestion.Configuration,
            Source = suggestion.Source,
            Fidelity = suggestion.Fidelity,
            Value = scores.Average(),
            StandardError = Descriptive.StandardErrorOfMean(scores) ?? 0,
        };
    }
}
