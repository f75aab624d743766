using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>
/// Chooses the next operator by Thompson sampling (Thompson 1933): each has a Beta belief that its child beats its parent, begun with its
/// prior and fed by this study's trials. A pure function of history and randomness.
/// </summary>
public static class OperatorBandit
{
    /// <summary>Orders operators by one draw from each belief, best first; the caller takes the first that has something to offer.</summary>
    public static IReadOnlyList<IOperator> Rank(IReadOnlyList<IOperator> operators, IReadOnlyList<Trial> history, SeededRandom random)
    {
        var statistics = OperatorStatistics.From(history).ToDictionary(s => s.Operator);
        return operators
            .Select(o =>
            {
                var seen = statistics.GetValueOrDefault(o.Name);
                double improved = seen?.Improved ?? 0, failed = (seen?.Tried ?? 0) - improved;
                return (Operator: o, Draw: Beta(o.Prior.Improved + improved, o.Prior.Failed + failed, random));
            })
            .OrderByDescending(pair => pair.Draw)
            .Select(pair => pair.Operator)
            .ToArray();
    }

    private static double Beta(double a, double b, SeededRandom random)
    {
        double x = Gamma(a, random), y = Gamma(b, random);
        return x / (x + y);
    }

    /// <summary>Marsaglia and Tsang (2000), for shapes of at least 1.</summary>
    private static double Gamma(double shape, SeededRandom random)
    {
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), v = Math.Pow(1 + c * x, 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * x * x + d - d * v + d * Math.Log(v)) return d * v;
        }
    }
}
