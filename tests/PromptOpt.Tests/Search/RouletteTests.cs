using PromptOpt.Search;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search;

public sealed class RouletteTests
{
    [Fact]
    public void Draws_are_in_proportion_to_the_weights()
    {
        int[] counts = Counts([1, 0, 3]);
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[2], 1440, 1560); // 1500 expected, 3 s.e. are 58
    }

    [Fact]
    public void Where_nothing_has_any_weight_each_has_the_same_chance() =>
        Assert.All(Counts([0, 0, 0, 0]), count => Assert.InRange(count, 440, 560)); // 500 expected, 3 s.e. are 58

    private static int[] Counts(double[] weights)
    {
        var random = new SeededRandom(5);
        var draws = Enumerable.Range(0, 2000).Select(_ => Roulette.Draw(weights, random)).ToArray();
        return [.. weights.Select((_, i) => draws.Count(draw => draw == i))];
    }
}
