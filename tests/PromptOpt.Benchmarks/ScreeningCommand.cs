using System.Diagnostics;
using System.Globalization;
using PromptOpt.Search;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Statistics;
using PromptOpt.Storage;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Benchmarks;

/// <summary>
/// What the score model costs a stored study: at every level it is fitted, checked and asked about as many proposals as a level can take, each step as a session
/// does it, and the time is held against the seconds of the study. Fitted at every level, whether or not the study had it on.
/// </summary>
internal static class ScreeningCommand
{
    private const int Repetitions = 3;

    public static int Run(string folder)
    {
        using var store = SqliteStudyStore.OpenExisting(Path.Combine(folder, "study.db"));
        var trials = store.ReadTrials();
        var random = new SeededRandom((ulong)StudyJson.ReadOptions(store.ReadStudy()!).Seed);
        var levels = trials.Where(trial => trial.Level > 0).GroupBy(trial => trial.Level).OrderBy(level => level.Key);
        Console.WriteLine("level,pairs,proposals,milliseconds");
        double total = levels.Sum(level => Level(level.Key, [.. level], [.. trials.Where(trial => trial.Level < level.Key)], random));
        double session = store.ReadSeconds();
        Console.WriteLine(FormattableString.Invariant($"{total:0.000} s of {session:0.0} s: {100 * total / session:0.00} %"));
        return total < 0.02 * session ? 0 : 1;
    }

    private static double Level(int level, Trial[] trials, Trial[] history, SeededRandom random)
    {
        double[] seconds = [.. Enumerable.Range(0, Repetitions).Select(_ => Once(level, trials, history, random))];
        int pairs = ScorePair.Of(history).Length, proposals = new ScoreModelSpec().Attempts * trials.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{level},{pairs},{proposals},{1000 * Descriptive.Quantile(seconds, 0.5):0.0}"));
        return Descriptive.Quantile(seconds, 0.5);
    }

    private static double Once(int level, Trial[] trials, Trial[] history, SeededRandom random)
    {
        long begin = Stopwatch.GetTimestamp();
        var pairs = ScorePair.Of(history);
        if (pairs.Length > 0)
        {
            var (table, ofLevel) = (PairTable.Of(pairs), ScoreModelRandom.OfLevel(random, level));
            _ = ScoreModelUse.Of(HeldOut.OneLevelOut(table, ofLevel));
            var screen = new LevelScreen(new(), history, table, ofLevel);
            for (int attempt = 0; attempt < screen.Spec.Attempts; attempt++)
                foreach (var trial in trials) _ = screen.Judge(trial);
        }

        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
