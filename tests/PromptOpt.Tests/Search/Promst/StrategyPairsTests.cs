using System.Collections.Concurrent;
using PromptOpt.Environments.Worlds;
using PromptOpt.Search;
using PromptOpt.Statistics;
using Xunit.Abstractions;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>
/// PROMST against other strategies on the shipped worlds: the same scripted agent and writer, the same number of calls. ProTeGi is not shut out: the agent learns as
/// well from what the world says about a mistake, which is what ProTeGi shows its writer, as from the advice of the rules.
/// </summary>
public sealed class StrategyPairsTests(ITestOutputHelper output)
{
    private const int Seeds = 5;
    private const int Calls = 5_000;
    private static readonly Strategy[] Others = [Strategy.Ape, Strategy.Protegi, Strategy.RandomParaphrase];
    [Fact]
    public async Task Promst_beats_ape_protegi_and_random_paraphrase_with_the_same_calls()
    {
        var scores = new ConcurrentDictionary<(string World, int Seed, Strategy Strategy), double>();
        await Parallel.ForEachAsync(WorldCatalog.Names, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (world, _) =>
        {
            var task = await ScriptedWorldTask.LoadAsync(world);
            for (int seed = 1; seed <= Seeds; seed++)
                foreach (var strategy in Others.Prepend(Strategy.Small)) scores[(world, seed, strategy)] = await RunAsync(task, strategy, seed);
        });

        foreach (var other in Others)
        {
            var differences = scores.Keys.Where(key => key.Strategy == other).OrderBy(key => (key.World, key.Seed))
                .Select(key => scores[(key.World, key.Seed, Strategy.Small)] - scores[key]).ToArray();
            double p = WilcoxonSignedRank.GreaterP(differences);
            output.WriteLine(FormattableString.Invariant(
                $"{other}: mean difference {differences.Average():0.000}, won {differences.Count(d => d > 0)}, lost {differences.Count(d => d < 0)}, p {p:0.0e0}"));
            Assert.Equal(WorldCatalog.Names.Count * Seeds, differences.Length);
            Assert.True(p < 0.01, $"against {other}: p {p}");
        }
    }

    private static async Task<double> RunAsync(ScriptedWorldTask task, Strategy strategy, int seed)
    {
        var options = new SessionOptions { Seed = seed, Strategy = strategy, TrainRows = 8, ValidationRows = 16, LeaveTest = true };
        var (trials, _) = await ScriptedSearch.RunAsync(task, options, new() { Calls = Calls }, ScriptedWriter.Write);
        return await task.TestScoreAsync(ParentSelector.Ranked(trials)[0].Candidate);
    }
}
