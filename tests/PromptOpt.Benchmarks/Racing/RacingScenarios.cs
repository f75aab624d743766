using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>The scenarios of record.</summary>
internal static class RacingScenarios
{
    private const int Candidates = 50;

    /// <summary>Each with its number of studies and what it has to keep.</summary>
    public static IEnumerable<(RaceScenario Scenario, int Studies, RaceBound Bound)> All(RacingOptions options)
    {
        (RaceScenario, int, RaceBound)[] all =
        [
            .. from shared in new[] { 0, 0.6 } select (Null(shared), options.Studies, RaceBound.NothingImproved),
            .. from shared in new[] { 0, 0.6 } from low in new[] { 0.3, 0.5 } from error in Errors
               select (Pair("better", low, low + 0.1, shared, error), Few(options), RaceBound.EliminatedAtMostAtTheError),
            .. from shared in new[] { 0, 0.6 } from error in Errors select (Late(shared, error), Few(options), RaceBound.None),
            .. from shared in new[] { 0, 0.6 } from gap in new[] { 0.05, 0.1, 0.2 } from error in Errors
               select (Pair("worse", 0.5, 0.5 - gap, shared, error), Few(options), RaceBound.None),
            .. from shared in new[] { 0, 0.6 } from error in Errors select (Mixed(shared, error), Few(options), RaceBound.None),
        ];
        return all.Where(entry => entry.Item1.Name.StartsWith(options.Only, StringComparison.Ordinal));
    }

    private static int Few(RacingOptions options) => Math.Max(1, options.Studies / 4);

    private static double[] Errors => [0.05, 0.1, 0.2, 0.3];

    /// <summary>All candidates are equal.</summary>
    public static RaceScenario Null(double shared) => new() { Name = "null", Rates = RaceScenario.Equal(Candidates, 0.5), Shared = shared };

    /// <summary>One candidate meets the seed prompt.</summary>
    public static RaceScenario Pair(string name, double seed, double candidate, double shared, double error) => new()
    {
        Name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} {seed:0.0#} {candidate:0.0#}"),
        Rates = RaceScenario.Equal(1, seed, candidate),
        Shared = shared,
        Error = error,
    };

    /// <summary>After 49 equal ones comes one better by 10 points, and meets the luckiest of them.</summary>
    private static RaceScenario Late(double shared, double error) => new()
    {
        Name = "better meets the luckiest of 49",
        Rates = RaceScenario.Equal(Candidates - 1, 0.5, 0.6),
        Shared = shared,
        Error = error,
    };

    /// <summary>As in a search: most candidates are worse than the seed prompt, some better; the best is watched.</summary>
    private static RaceScenario Mixed(double shared, double error) => new()
    {
        Name = "mixed",
        Rates = random => [0.5, .. Enumerable.Range(1, Candidates - 1).Select(_ => Math.Clamp(0.45 + 0.08 * Normal(random), 0.02, 0.98))],
        Watched = rates => Array.IndexOf(rates, rates.Skip(1).Max(), 1) + 1,
        Shared = shared,
        Error = error,
    };

    private static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
