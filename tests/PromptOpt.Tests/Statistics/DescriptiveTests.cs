using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class DescriptiveTests
{
    [Fact]
    public void Quantiles_interpolate_between_order_statistics()
    {
        Assert.Equal(2.5, Descriptive.Quantile([4, 1, 3, 2], 0.5));
        Assert.Equal(1.75, Descriptive.Quantile([4, 1, 3, 2], 0.25));
        Assert.Equal(4, Descriptive.Quantile([4, 1, 3, 2], 1));
        Assert.Equal(9, Descriptive.Quantile([9], 0.3));
    }

    [Fact]
    public void One_value_has_no_standard_error() => Assert.Null(Descriptive.StandardErrorOfMean([1]));

    [Fact]
    public void The_standard_error_is_the_deviation_over_the_root_of_n() =>
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), Descriptive.StandardErrorOfMean([1, 2, 3, 4])!.Value, 12);

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    public void Wilson_intervals_match_published_values(int successes, int rows, double low, double high)
    {
        var interval = Proportion.Wilson(successes, rows);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Property]
    public bool A_Wilson_interval_contains_the_share_and_stays_in_the_unit_interval(byte a, byte b)
    {
        var (successes, rows) = (Math.Min(a, b), Math.Max(a, b));
        var interval = Proportion.Wilson(successes, rows);
        return interval.Low >= 0 && interval.High <= 1 && (rows == 0 || interval.Contains((double)successes / rows));
    }
}
