using System.Globalization;
using PromptOpt.Environments.Worlds;
using PromptOpt.Search;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Search.Promst;
using PromptOpt.Yaml;

namespace PromptOpt.Benchmarks.Worlds;

/// <summary>
/// Runs strategies on the eight shipped worlds with the scripted agent and writer of the tests: each world, seed and strategy with the same number of calls. Writes
/// <c>worlds.csv</c>, a row a study.
/// </summary>
internal static class WorldsCommand
{
    private const string Header =
        "world,seed,strategy,calls,level_trials,seed_prompt,ceiling,score,trials,first_screened_level,screened,rejected,explored,explored_better_than_best,best_of_rejected";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var folder, var callsText, var seedsText, var levelText, _, ..]
            || !int.TryParse(callsText, out int calls) || !int.TryParse(seedsText, out int seeds) || !int.TryParse(levelText, out int level))
        {
            Console.Error.WriteLine("worlds: give FOLDER CALLS SEEDS LEVEL NAME ..., such as results 10000 5 0 small small:top small-without-score-model protegi; LEVEL is trials a level, 0 for the strategy's");
            return 2;
        }

        Directory.CreateDirectory(folder);
        await using var csv = new StreamWriter(Path.Combine(folder, "worlds.csv"));
        await csv.WriteLineAsync(Header);
        await Parallel.ForEachAsync(WorldCatalog.Names, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (world, _) =>
        {
            var task = await ScriptedWorldTask.LoadAsync(world);
            double seedScore = await task.TestScoreAsync(task.Seed), ceiling = await task.TestScoreAsync(task.Best);
            for (int seed = 1; seed <= seeds; seed++)
            {
                foreach (string name in args[4..])
                {
                    var (trials, _) = await ScriptedSearch.RunAsync(task, Options(name, seed) with { LevelTrials = level == 0 ? null : level }, new() { Calls = calls }, ScriptedWriter.Write, ScoreModel(name));
                    double score = await task.TestScoreAsync(ParentSelector.Ranked(trials)[0].Candidate);
                    string line = string.Create(CultureInfo.InvariantCulture, $"{world},{seed},{name},{calls},{level},{seedScore:0.####},{ceiling:0.####},{score:0.####},{trials.Count},{Screened(trials)}");
                    lock (csv) csv.WriteLine(line);
                    Console.WriteLine(line);
                }
            }
        });
        return 0;
    }

    private static SessionOptions Options(string name, int seed)
    {
        string[] parts = name.Split(':')[0].Split("-without-");
        return new()
        {
            Seed = seed,
            Strategy = KebabCase.Find<Strategy>(parts[0]) ?? throw new ArgumentException($"There is no strategy {parts[0]}."),
            Without = parts.Length == 1 ? Ablations.None : KebabCase.Find<Ablations>(parts[1]) ?? throw new ArgumentException($"There is no part {parts[1]}."),
            TrainRows = 8,
            ValidationRows = 16,
            LeaveTest = true,
        };
    }

    private static ScoreModelSpec? ScoreModel(string name) => name.Split(':') is [_, var policy]
        ? new() { Policy = KebabCase.Find<AcceptancePolicy>(policy) ?? throw new ArgumentException($"There is no policy {policy}.") }
        : null;

    private static string Screened(IReadOnlyList<Trial> trials)
    {
        var screened = trials.Where(t => t.Screening is not null).ToArray();
        var explored = screened.Where(t => t.Screening!.Outcome == ScreeningOutcome.Explored).ToArray();
        int better = explored.Count(t => t.State == TrialState.Complete && t.Lead > trials.Where(o => o.Level < t.Level && o.State == TrialState.Complete).Max(o => o.Lead));
        return string.Create(CultureInfo.InvariantCulture,
            $"{(screened.Length == 0 ? 0 : screened.Min(t => t.Level))},{screened.Length},{screened.Sum(t => t.Screening!.Rejected.Count)},{explored.Length},{better},{screened.Count(t => t.Screening!.Outcome == ScreeningOutcome.BestOfRejected)}");
    }
}
