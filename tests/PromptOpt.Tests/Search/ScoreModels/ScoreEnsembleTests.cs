using System.Diagnostics;
using FsCheck.Xunit;
using PromptOpt.Search.ScoreModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using Xunit.Abstractions;

namespace PromptOpt.Tests.Search.ScoreModels;

public sealed class ScoreEnsembleTests(ITestOutputHelper output)
{
    [Property(MaxTest = 20)]
    public void What_sentences_are_worth_is_recovered_and_predicted_for_prompts_it_has_not_seen(ulong seed)
    {
        var all = SampleHistory.Of(seed, 9, SampleHistory.Worth, noise: 0.05, races: false);
        var pairs = ScorePair.Of(all);
        var table = PairTable.Of(pairs);
        int known = pairs.Length - 10;
        var ensemble = ScoreEnsemble.Fit(table, [.. Enumerable.Range(0, known)], new SeededRandom(seed));
        var other = SampleHistory.Of(seed ^ 0x5555, 2, SampleHistory.Worth).Where(trial => trial.Level == 1).ToArray();
        var history = all.ToDictionary(trial => trial.Number);
        var predicted = other.Select(trial => ensemble.Predict(table.Space.Vector(ProposalFacts.Of(trial, history)!)).Lead).ToArray();
        Assert.True(RankCorrelation.Spearman(predicted, [.. other.Select(trial => SampleHistory.Worth(trial.Candidate.Instruction))]) > 0.5);
    }

    [Fact]
    public void The_same_pairs_and_randomness_give_the_same_prediction_to_the_last_bit()
    {
        var table = PairTable.Of(ScorePair.Of(SampleHistory.Of(3, 4, SampleHistory.Worth)));
        int[] rows = [.. Enumerable.Range(0, table.Pairs.Count)];
        Assert.Equal(ScoreEnsemble.Fit(table, rows, new SeededRandom(5)).Predict(table.Vectors[0]), ScoreEnsemble.Fit(table, rows, new SeededRandom(5)).Predict(table.Vectors[0]));
    }

    [Fact]
    public void Trials_that_failed_or_have_no_rows_are_not_learned_from_and_stopped_ones_count_with_their_rows()
    {
        Trial seed = SampleHistory.Trial(1, 0, 0, "seed", "a", 0, 32), stopped = SampleHistory.Trial(2, 1, 1, "edit", "a b", -0.2, 8);
        Trial[] trials =
        [
            seed,
            stopped,
            SampleHistory.Trial(3, 1, 1, "edit", "a c", 0.1, 32),
            SampleHistory.Trial(4, 1, 1, "edit", "a d", 0, 32) with { State = TrialState.Failed, Value = null, SeedValue = null },
            SampleHistory.Trial(5, 1, 1, "edit", "a e", 0, 8) with { Rows = 0, Value = null, SeedValue = null },
        ];
        Assert.Equal([(2, 8), (3, 32)], ScorePair.Of(trials).Select(pair => (pair.Trial.Number, (int)pair.Weight)));
    }

    /// <summary>Optional stopping makes the mean of stopped trials too low, but not what is learned with rows as weights.</summary>
    [Fact]
    public void Early_stopping_does_not_bias_the_weighted_mean()
    {
        var random = new SeededRandom(11);
        var trials = Enumerable.Range(0, 20_000).Select(_ =>
        {
            double sum = 0;
            int rows = 0;
            while (rows < 32 && (rows < 8 || sum / rows > -0.1))
            {
                sum += random.NextDouble() - 0.5; // worth nothing
                rows++;
            }

            return ((double)rows, sum / rows);
        }).ToArray();
        Assert.InRange(WeightedMean.Of(trials), -0.003, 0.003);
        Assert.True(trials.Average(trial => trial.Item2) < -0.01);
    }

    [Fact]
    public void A_refit_of_100_pairs_with_its_check_and_a_level_of_proposals_takes_little()
    {
        var trials = SampleHistory.Of(7, 10, SampleHistory.Worth).Take(101).ToArray();
        long best = long.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            var table = PairTable.Of(ScorePair.Of(trials));
            var use = ScoreModelUse.Of(HeldOut.OneLevelOut(table, new SeededRandom(1)));
            var screen = new LevelScreen(new(), trials, table, new SeededRandom(1));
            foreach (var trial in trials.TakeLast(30)) Assert.NotNull(screen.Judge(trial));
            best = Math.Min(best, watch.ElapsedMilliseconds);
            Assert.True(use.IsOn);
        }

        output.WriteLine($"{best} ms");
    }
}
