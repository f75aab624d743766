using System.Diagnostics;
using System.Globalization;
using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>How long a sampler takes to suggest from much: 500 trials of 12 real numbers. A line a sampler: median, least and most seconds. Ends with 1 if the median of gp-ei is a second or more.</summary>
internal static class SamplerTimingCommand
{
    private const int Trials = 500, Dimensions = 12, Rounds = 5;
    private const double MostSeconds = 1;

    public static int Run(string[] args)
    {
        string[] names = args.Length > 0 ? args : ["gp-ei"];
        var context = Context();
        Console.WriteLine("sampler,trials,dimensions,rounds,median_seconds,least,most");
        bool quick = true;
        foreach (string name in names)
        {
            double[] seconds = Seconds(Samplers.Find(name), context);
            double median = Descriptive.Quantile(seconds, 0.5);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name},{Trials},{Dimensions},{Rounds},{median:F3},{seconds.Min():F3},{seconds.Max():F3}"));
            quick &= name != "gp-ei" || median < MostSeconds;
        }

        return quick ? 0 : 1;
    }

    /// <summary>Rounds that count, after one to warm up.</summary>
    private static double[] Seconds(ISampler sampler, SamplerContext context) => [.. Enumerable.Range(0, Rounds + 1).Select(_ =>
    {
        long start = Stopwatch.GetTimestamp();
        sampler.Suggest(context);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }).Skip(1)];

    private static SamplerContext Context()
    {
        var space = new SearchSpace([.. Enumerable.Range(0, Dimensions).Select(i => Parameter.Real($"x{i}", 0, 1, 0.5))]);
        var random = new SeededRandom(3);
        var history = Enumerable.Range(1, Trials).Select(number => (Number: number, Configuration: space.Draw(random)))
            .Select(o => new Observation { Number = o.Number, Configuration = o.Configuration, Value = -space.PointOf(o.Configuration).Sum(x => (x - 0.3) * (x - 0.3)) });
        return new() { Space = space, History = [.. history], Number = Trials + 1, Study = new(1) };
    }
}
