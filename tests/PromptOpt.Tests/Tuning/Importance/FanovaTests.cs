using PromptOpt.Statistics;
using PromptOpt.Tuning;
using PromptOpt.Tuning.Importance;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Importance;

public sealed class FanovaTests
{
    private static readonly SearchSpace Space = new(
        [Parameter.Real("a", 0, 1, 0.5), Parameter.Real("b", 0, 1, 0.5), Parameter.Categorical("word", ["x", "y"], "x"), Parameter.Real("idle", 0, 1, 0.5)]);

    [Fact]
    public void An_additive_function_has_the_shares_of_its_parts()
    {
        // Variances: 4/12 of a, 1/12 of b, 1/4 of the word; together 8/12.
        var shares = Shares(c => 2 * c["a"].Number + c["b"].Number + (c["word"].ToString() == "y" ? 1 : 0));

        Assert.Equal(4.0 / 8, shares["a"], 0.1);
        Assert.Equal(1.0 / 8, shares["b"], 0.06);
        Assert.Equal(3.0 / 8, shares["word"], 0.1);
        Assert.InRange(shares["idle"], 0, 0.02);
        Assert.InRange(shares["a, b"], 0, 0.05);
    }

    [Fact]
    public void What_two_parameters_do_only_together_is_the_share_of_the_pair()
    {
        var shares = Shares(c => (c["a"].Number > 0.5) == (c["word"].ToString() == "y") ? 1 : 0);

        Assert.Equal("a, word", shares.MaxBy(share => share.Value).Key);
        Assert.InRange(shares["a, word"], 0.3, 1);
        Assert.InRange(shares["a"], 0, 0.15);
    }

    [Fact]
    public void Nothing_is_said_from_too_little_or_from_equal_values()
    {
        Assert.Empty(Fanova.Of(Space, History(3, _ => 1), new(1)));
        Assert.Empty(Fanova.Of(Space, History(20, _ => 1), new(1)));
    }

    private static Dictionary<string, double> Shares(Func<Configuration, double> valueAt) =>
        Fanova.Of(Space, History(200, valueAt), new(1)).ToDictionary(i => string.Join(", ", i.Parameters), i => i.Share);

    private static Observation[] History(int count, Func<Configuration, double> valueAt)
    {
        var random = new SeededRandom(4);
        return [.. Enumerable.Range(1, count).Select(number => Space.Draw(random)).Select((c, i) => new Observation { Number = i + 1, Configuration = c, Value = valueAt(c) })];
    }
}
