using FsCheck.Xunit;
using PromptOpt.Search.Operators;

namespace PromptOpt.Tests.Search.Operators;

public sealed class CategoricalTpeTests
{
    [Fact]
    public void The_best_quarter_of_the_trials_is_compared_with_the_rest()
    {
        // Of 8 trials the best 2 chose category 2; of the other 6, four chose 0 and two chose 1; nothing chose 3.
        double[] ratios = CategoricalTpe.Ratios([2, 2, 0, 0, 1, 0, 1, 0], 4);
        double[] expected = [(1 / 6.0) / (5 / 10.0), (1 / 6.0) / (3 / 10.0), (3 / 6.0) / (1 / 10.0), (1 / 6.0) / (1 / 10.0)];
        Assert.All(expected.Zip(ratios), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Property]
    public void Ratios_are_positive_and_a_category_of_good_trials_alone_has_none_above_it(byte[] trials)
    {
        int[] ranked = [.. trials.Select(b => b % 5)];
        double[] ratios = CategoricalTpe.Ratios(ranked, 5);
        Assert.All(ratios, ratio => Assert.True(ratio > 0 && double.IsFinite(ratio)));
        int good = (ranked.Length + 3) / 4;
        for (int category = 0; category < 5; category++)
        {
            int above = ranked.Take(good).Count(c => c == category), below = ranked.Length == 0 ? 0 : ranked.Skip(good).Count(c => c == category);
            for (int other = 0; other < 5; other++)
            {
                int otherAbove = ranked.Take(good).Count(c => c == other), otherBelow = ranked.Skip(good).Count(c => c == other);
                if (above >= otherAbove && below <= otherBelow) Assert.True(ratios[category] >= ratios[other]);
            }
        }
    }
}
