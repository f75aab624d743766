using PromptOpt.Environments.Worlds.GridWorlds;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Environments.Worlds.GridWorlds;

/// <summary>Figures from running PROMST's published code: each from 3,000 samples there, printed with the last digit rounded.</summary>
public sealed class GridOracleTests
{
    private const int Draws = 3000, Theirs = 3000, NoLimit = 1000;

    [Theory]
    [InlineData(0, 0.157, 0.0005)]
    [InlineData(1, 0.153, 0.0005)]
    [InlineData(2, 0.32, 0.005)]
    [InlineData(3, 0.37, 0.005)]
    public void As_many_draws_cannot_be_solved_as_published(int size, double rate, double rounding)
    {
        var random = new SeededRandom(11).Fork((ulong)size);
        int unsolvable = Enumerable.Range(0, Draws).Count(_ => !GridGenerator.IsSolvable(GridGenerator.Draw(GridSize.All[size], NoLimit, random)));
        AssertRate(rate, rounding, unsolvable / (double)Draws);
    }

    [Theory]
    [InlineData(0, 9.5, 0)]
    [InlineData(1, 14.0, 0)]
    [InlineData(2, 19.1, 0.003)]
    [InlineData(3, 24.6, 0)]
    public void Best_plays_of_any_order_are_as_long_as_published(int size, double mean, double overLimit)
    {
        double[] steps = [.. Sample(size).Select(state => (double)GridRoute.AnyOrder(state).Steps)];
        AssertMean(mean, steps);
        AssertOverLimit(overLimit, 0.0005, size, steps);
    }

    [Theory]
    [InlineData(0, 11.6, 0, 0.0005)]
    [InlineData(1, 18.9, 0.023, 0.0005)]
    [InlineData(2, 28.0, 0.31, 0.005)]
    [InlineData(3, 39.1, 0.12, 0.005)]
    public void Best_plays_in_order_are_as_long_as_published(int size, double mean, double overLimit, double rounding)
    {
        double[] steps = [.. Sample(size).Select(state => (double)GridRoute.InOrder(state).Steps)];
        AssertMean(mean, steps);
        AssertOverLimit(overLimit, rounding, size, steps);
    }

    [Theory]
    [InlineData(2, 0.006)]
    [InlineData(3, 0.03)]
    public void The_published_stuck_rule_fires_on_perfect_ordered_play_as_often_as_published(int size, double rate)
    {
        int stuck = Sample(size).Count(state => Longest(state) >= 16);
        AssertRate(rate, 0.0005, stuck / (double)Draws);
    }

    private static IEnumerable<GridState> Sample(int size)
    {
        var random = new SeededRandom(12).Fork((ulong)size);
        return Enumerable.Range(0, Draws).Select(_ => GridGenerator.Next(GridSize.All[size], NoLimit, random));
    }

    private static int Longest(GridState state)
    {
        int[] places = [state.Robot, .. state.Board.Goals];
        return Enumerable.Range(0, state.Board.Goals.Count).Max(goal => state.Board.Distance(places[goal], goal));
    }

    private static void AssertOverLimit(double expected, double rounding, int size, double[] steps) =>
        AssertRate(expected, rounding, steps.Count(count => count > GridSize.All[size].PublishedLimit) / (double)steps.Length);

    private static void AssertRate(double expected, double rounding, double actual)
    {
        double variance = Math.Max(actual * (1 - actual), 0.001);
        double error = Math.Sqrt(variance / Draws + variance / Theirs);
        Assert.InRange(actual, expected - rounding - 3 * error, expected + rounding + 3 * error);
    }

    private static void AssertMean(double expected, double[] values)
    {
        double deviation = Descriptive.StandardDeviation(values)!.Value;
        double error = deviation * Math.Sqrt(1.0 / values.Length + 1.0 / Theirs);
        Assert.InRange(values.Average(), expected - 0.05 - 3 * error, expected + 0.05 + 3 * error);
    }
}
