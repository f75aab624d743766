using PromptOpt.Search.ScoreModels;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using Xunit.Abstractions;

namespace PromptOpt.Tests.Search.ScoreModels;

public sealed class ScoreModelUseTests(ITestOutputHelper output)
{
    private const int Draws = 100;

    [Fact]
    public void A_search_whose_prompts_make_no_difference_switches_it_on_at_some_level_in_at_most_5_of_100_draws()
    {
        int on = Enumerable.Range(1, Draws).Count(seed =>
        {
            var trials = SampleHistory.Of((ulong)seed, 7, _ => 0);
            return new[] { 3, 5, 7 }.Any(level => Use([.. trials.Where(trial => trial.Level <= level)], seed).IsOn);
        });
        output.WriteLine($"on at one of 3 levels in {on} of {Draws}");
        Assert.InRange(on, 0, 5);
    }

    [Theory]
    [InlineData(4, 0.2)]
    [InlineData(6, 0.8)]
    public void What_words_are_worth_switches_it_on(int levels, double share)
    {
        var uses = Enumerable.Range(1, 40).Select(seed => Use(SampleHistory.Of((ulong)seed, levels, SampleHistory.Worth), seed)).ToArray();
        output.WriteLine($"{levels} levels: on in {uses.Count(use => use.IsOn)} of {uses.Length}; {uses[0].Reason}");
        Assert.True(uses.Count(use => use.IsOn) >= share * uses.Length, $"on in {uses.Count(use => use.IsOn)} of {uses.Length}");
    }

    [Fact]
    public void A_short_history_is_not_judged()
    {
        var use = Use(SampleHistory.Of(1, 1, SampleHistory.Worth), 1);
        Assert.Equal((false, null), (use.IsOn, use.Errors));
        Assert.Contains("there are 0 trials to judge it on, in 0 levels", use.Reason, StringComparison.Ordinal);
    }

    private static ScoreModelUse Use(IReadOnlyList<Trial> trials, int seed)
    {
        var pairs = ScorePair.Of(trials);
        return ScoreModelUse.Of(HeldOut.OneLevelOut(PairTable.Of(pairs), new SeededRandom((ulong)seed)));
    }
}
