using PromptOpt.Comparison;
using PromptOpt.Search;

namespace PromptOpt.Tests.Comparison;

public sealed class StrategyComparisonTests
{
    [Fact]
    public void Means_medians_and_pairs_are_those_of_the_studies()
    {
        var comparison = StrategyComparison.Of(
            [
                Study(Strategy.Seed, 1, prompt: 1, right: 40), Study(Strategy.Small, 1, prompt: 2, right: 50, tokens: 100),
                Study(Strategy.Seed, 2, prompt: 1, right: 40), Study(Strategy.Small, 2, prompt: 3, right: 30, tokens: 300),
                Study(Strategy.Seed, 3, prompt: 1, right: 40), Study(Strategy.Small, 3, prompt: 1, right: 40, tokens: 1000),
            ],
            1);
        Assert.Equal((3, 80, 0.5), (comparison.Seeds, comparison.Rows, comparison.SeedPromptScore));
        var (seed, small) = (comparison.Reference, comparison.Strategies[1]);
        Assert.Null(seed.VersusReference);
        Assert.Null(seed.VersusSeedPrompt.Interval);
        Assert.Equal((1, 1, 1, 1, 300), (small.Wins, small.Ties, small.Losses, small.SeedPromptChosen, small.Tokens));
        Assert.Equal(0.125, small.ScoreDeviation!.Value, 9);
        Assert.Equal(0, small.VersusReference!.Mean, 9);
        Assert.Equal(0.9 - 0.5, small.Optimism, 9);
        Assert.Null(small.P);
        Assert.Equal(small.VersusSeedPrompt, small.VersusReference);
    }

    [Fact]
    public void From_five_seeds_on_there_is_a_test_over_seeds_corrected_for_all_strategies()
    {
        var comparison = Five(gain: 20, otherGain: 1);
        Assert.Null(comparison.Reference.P);
        Assert.Equal((1 / 32.0, 2 / 32.0), (comparison.Strategies[1].P, comparison.Strategies[1].AdjustedP));
        Assert.Equal((1 / 32.0, 2 / 32.0), (comparison.Strategies[2].P, comparison.Strategies[2].AdjustedP));
    }

    [Fact]
    public void A_missing_seed_or_a_second_study_of_one_is_refused()
    {
        Assert.Throws<ArgumentException>(() => StrategyComparison.Of([], 1));
        Assert.Throws<ArgumentException>(() => StrategyComparison.Of([Study(Strategy.Seed, 1, 1, 40), Study(Strategy.Small, 2, 1, 40)], 1));
        Assert.Throws<ArgumentException>(() => StrategyComparison.Of([Study(Strategy.Seed, 1, 1, 40), Study(Strategy.Seed, 1, 1, 40)], 1));
    }

    [Fact]
    public void The_verdict_names_what_is_better_and_why_a_test_over_seeds_could_not_show_it()
    {
        var verdict = ComparisonVerdict.Of(Five(gain: 20, otherGain: 1), onTest: true);
        Assert.StartsWith("Better than the seed prompt: small (+25.0 points, ", verdict[0], StringComparison.Ordinal);
        Assert.Equal("Not told apart from the seed prompt, since the interval holds 0: paper.", verdict[1]);
        Assert.Equal("Chose the seed prompt every time: seed.", verdict[2]);
        Assert.Contains(verdict, line => line.EndsWith("none, at a level of 0.05. With 5 seeds, p could not have been below 0.063: that test needs more seeds.", StringComparison.Ordinal));
        Assert.Contains(verdict, line => line.StartsWith("On validation the choices looked ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_verdict_says_so_where_nothing_can_be_said()
    {
        var verdict = ComparisonVerdict.Of(Five(gain: 1, otherGain: 1), onTest: false);
        Assert.Equal("No strategy's interval against the seed prompt excludes 0: on 80 rows with 5 seeds nothing can be said to be better or worse than not searching at all.", verdict[0]);
        Assert.Contains(verdict, line => line.StartsWith("These are validation rows", StringComparison.Ordinal));
        var one = ComparisonVerdict.Of(StrategyComparison.Of([Study(Strategy.Seed, 1, 1, 40)], 1), onTest: true);
        Assert.Equal("Every choice was the seed prompt: no strategy found anything that it held to be better.", one[0]);
        Assert.Contains(one, line => line.StartsWith("One seed says nothing about the luck of a search", StringComparison.Ordinal));
    }

    private static StrategyComparison Five(int gain, int otherGain) => StrategyComparison.Of(
        [
            .. Enumerable.Range(1, 5).SelectMany(seed => new[]
            {
                Study(Strategy.Seed, seed, prompt: 1, right: 40),
                Study(Strategy.Small, seed, prompt: 10 + seed, right: 40 + gain),
                Study(Strategy.Paper, seed, prompt: 20 + seed, right: 40 + otherGain),
            }),
        ],
        1);

    /// <summary>A study whose choice is right on the first of 80 rows; the seed prompt is right on the first 40.</summary>
    private static ComparedStudy Study(Strategy strategy, long seed, int prompt, int right, long tokens = 100) => new()
    {
        Strategy = strategy,
        Seed = seed,
        Study = $"{strategy}-seed{seed}",
        Choice = prompt,
        Prompt = prompt,
        SeedPrompt = 1,
        Scores = [.. Enumerable.Range(0, 80).Select(i => i < right ? 1.0 : 0)],
        SeedScores = [.. Enumerable.Range(0, 80).Select(i => i < 40 ? 1.0 : 0)],
        Validation = 0.9,
        Trials = 5,
        Spending = new(10, tokens, tokens),
        Seconds = 1,
        TokensToChoice = tokens / 2,
    };
}
