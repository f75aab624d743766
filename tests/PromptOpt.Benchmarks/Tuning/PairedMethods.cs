using System.Globalization;
using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Two methods on the same tasks with the same seeds, by a number of which less is better.</summary>
/// <param name="Pairs">Pairs of runs.</param>
/// <param name="Difference">Mean of the first less the second: below 0 where the first is better.</param>
/// <param name="Interval">95 % of it under resampling of tasks.</param>
/// <param name="Better">Pairs in which the first is better.</param>
/// <param name="Worse">Pairs in which the second is better.</param>
/// <param name="P">Two-sided p-value of the signed rank test over pairs.</param>
internal sealed record PairedMethods(int Pairs, double Difference, Interval Interval, int Better, int Worse, double P)
{
    private const int Resamples = 10_000;
    private const double Least = 1e-12;

    /// <summary>The difference with its interval, as tables write it.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Rounded(Difference, 4):+0.0000;-0.0000} [{Rounded(Interval.Low, 3):+0.000;-0.000}, {Rounded(Interval.High, 3):+0.000;-0.000}]");

    /// <summary>Compares numbers by task and then by seed.</summary>
    /// <param name="first">At least one task, each with as many seeds as the others.</param>
    /// <param name="second">The same tasks and seeds.</param>
    /// <param name="seed">Seed of the resampling.</param>
    public static PairedMethods Of(double[][] first, double[][] second, ulong seed)
    {
        double[][] differences = [.. first.Zip(second, (a, b) => a.Zip(b, (x, y) => x - y).ToArray())];
        double[] all = [.. differences.SelectMany(task => task)], means = [.. differences.Select(task => task.Average())];
        double smaller = Math.Min(WilcoxonSignedRank.GreaterP(all), WilcoxonSignedRank.GreaterP([.. all.Select(d => -d)]));
        return new(all.Length, means.Average(), TaskBootstrap(means, new SeededRandom(seed)), all.Count(d => d < -Least), all.Count(d => d > Least), Math.Min(1, 2 * smaller));
    }

    // So that nothing is written as minus zero.
    private static double Rounded(double number, int digits) => Math.Round(number, digits) + 0.0;

    /// <summary>The percentile bootstrap of the mean over tasks (Efron 1979): what other tasks like these would say.</summary>
    private static Interval TaskBootstrap(double[] means, SeededRandom random)
    {
        var resampled = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            double sum = 0;
            for (int i = 0; i < means.Length; i++) sum += means[random.Next(means.Length)];
            resampled[r] = sum / means.Length;
        }

        return new(Descriptive.Quantile(resampled, 0.025), Descriptive.Quantile(resampled, 0.975));
    }
}
