using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Orders_are_compared_whatever_the_distances()
    {
        Assert.Equal(1, RankCorrelation.Spearman([1, 2, 30], [0.1, 0.2, 0.21])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 30], [3, 2, 1])!.Value, 12);
        Assert.Equal(0.8, RankCorrelation.Spearman([1, 2, 3, 4], [1, 3, 2, 4])!.Value, 12);
        Assert.Equal(0.9486832980505138, RankCorrelation.Spearman([1, 2, 2, 3], [1, 2, 3, 4])!.Value, 12); // ties share their rank
    }

    [Fact]
    public void Nothing_is_said_where_one_side_is_all_equal()
    {
        Assert.Null(RankCorrelation.Spearman([1, 1], [1, 2]));
        Assert.Null(RankCorrelation.Spearman([], []));
    }
}
