using System.Collections.Concurrent;
using PromptOpt.Statistics;
using PromptOpt.Tests.Tuning.Functions;
using PromptOpt.Tuning;

namespace PromptOpt.Tests.Tuning;

/// <summary>
/// How good samplers are on functions with known optima, over 20 seeds. Those that learn beat random (one-sided signed rank test, p &lt; .05, and the median) and keep a bound
/// on the median regret; those that only spread are not worse than random.
/// </summary>
public sealed class SamplerBoundsTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Seeds = 20;
    private const double Significant = 0.05;

    /// <summary>Random is what every row is held against, so it runs once for each function and budget.</summary>
    private static readonly ConcurrentDictionary<(string Function, int Budget), double[]> RandomRegrets = new();

    /// <summary>Sampler, function, budget in full evaluations, and the largest median regret.</summary>
    public static TheoryData<string, string, int, double> Learning => new()
    {
        { "particle-swarm", "sphere", 100, 0.4 },
        { "particle-swarm", "hartmann3", 100, 0.1 },
        { "particle-swarm", "ackley", 100, 7 },
        { "nelder-mead", "sphere", 60, 0.01 },
        { "nelder-mead", "branin", 60, 0.01 },
        { "nelder-mead", "hartmann3", 80, 0.01 },
        { "nelder-mead", "rosenbrock", 100, 50 },
        { "cma-es", "sphere", 100, 0.2 },
        { "cma-es", "branin", 100, 0.1 },
        { "cma-es", "hartmann6", 100, 1 },
        { "cma-es", "rosenbrock", 100, 300 },
        { "successive-halving", "sphere", 30, 3 },
        { "successive-halving", "branin", 30, 1 },
        { "hyperband", "sphere", 30, 3 },
        { "hyperband", "hartmann3", 30, 1 },
        { "bohb", "sphere", 30, 1.5 },
        { "bohb", "hartmann3", 30, 0.3 },
        { "gp-ei", "branin", 25, 0.05 },
        { "gp-ei", "hartmann3", 25, 0.05 },
        { "gp-ei", "noisy-branin", 30, 0.6 },
        { "noisy-ei", "branin", 25, 0.05 },
        { "noisy-ei", "noisy-branin", 30, 0.4 },
        { "tpe", "sphere", 60, 0.3 },
        { "tpe", "hartmann3", 50, 0.25 },
        { "tpe", "mixed", 40, 0.25 },
        { "tpe", "noisy-branin", 40, 0.4 },
        { "random-forest", "hartmann3", 40, 0.35 },
        { "random-forest", "mixed", 30, 0.75 },
        { "nsga-2", "sphere", 100, 1 },
        { "nsga-2", "hartmann3", 100, 0.15 },
    };

    /// <summary>Sampler, function and budget.</summary>
    public static TheoryData<string, string, int> Spreading => new()
    {
        { "sobol", "branin", 32 },
        { "sobol", "hartmann3", 64 },
        { "latin-hypercube", "branin", 32 },
        { "latin-hypercube", "hartmann3", 64 },
        { "grid", "branin", 32 },
        { "grid", "hartmann3", 64 },
    };

    [Theory]
    [MemberData(nameof(Learning))]
    public void A_sampler_that_learns_beats_random_and_keeps_its_bound(string sampler, string function, int budget, double bound)
    {
        double[] regrets = Regrets(sampler, function, budget), random = RandomRegrets.GetOrAdd((function, budget), key => Regrets("random", key.Function, key.Budget));
        double p = WilcoxonSignedRank.GreaterP([.. random.Zip(regrets, (r, s) => r - s)]);
        output.WriteLine($"{sampler} on {function}: median regret {Median(regrets):G3}, random {Median(random):G3}, p {p:G2}");

        Assert.InRange(Median(regrets), 0, bound);
        Assert.True(Median(regrets) < Median(random));
        Assert.InRange(p, 0, Significant);
    }

    [Theory]
    [MemberData(nameof(Spreading))]
    public void A_sampler_that_spreads_is_not_worse_than_random(string sampler, string function, int budget)
    {
        double[] regrets = Regrets(sampler, function, budget), random = RandomRegrets.GetOrAdd((function, budget), key => Regrets("random", key.Function, key.Budget));
        double p = WilcoxonSignedRank.GreaterP([.. random.Zip(regrets, (r, s) => s - r)]);
        output.WriteLine($"{sampler} on {function}: median regret {Median(regrets):G3}, random {Median(random):G3}, p of being worse {p:G2}");

        Assert.True(p > Significant);
    }

    private static double[] Regrets(string sampler, string function, int budget)
    {
        var chosen = SyntheticFunctions.All.Single(f => f.Name == function);
        return [.. Enumerable.Range(1, Seeds).Select(seed => SamplerRun.Regret(Samplers.Find(sampler), chosen, budget, (ulong)seed))];
    }

    private static double Median(double[] values) => Descriptive.Quantile(values, 0.5);
}
