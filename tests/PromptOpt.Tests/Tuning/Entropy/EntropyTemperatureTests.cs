using FsCheck.Xunit;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Tests.Tuning.Entropy;

public sealed class EntropyTemperatureTests
{
    [Fact]
    public void It_lies_where_the_straight_line_between_the_logarithms_crosses_the_target()
    {
        double found = EntropyTemperature.Of([0.2, 0.6, 1.0], [0.05, 0.1, 0.9])!.Value;
        Assert.Equal(0.8, found, 1e-12); // 0.3 is the geometric mean of 0.1 and 0.9
        Assert.Equal(0.6, EntropyTemperature.Of([0.2, 0.6, 1.0], [0.05, 0.3, 0.9])!.Value, 1e-12);
    }

    [Fact]
    public void There_is_none_where_the_curve_does_not_rise_to_the_target()
    {
        Assert.Null(EntropyTemperature.Of([0.2, 0.6], [0.05, 0.29]));
        Assert.Null(EntropyTemperature.Of([0.2, 0.6], [0.31, 0.5]));
        Assert.Null(EntropyTemperature.Of([], []));
        Assert.Equal(0.2, EntropyTemperature.Of([0.2, 0.6], [0.3, 0.5]));
    }

    [Fact]
    public void The_first_crossing_counts_where_the_curve_wavers() =>
        Assert.InRange(EntropyTemperature.Of([0.1, 0.2, 0.3, 0.4], [0.2, 0.4, 0.25, 0.6])!.Value, 0.1, 0.2);

    [Property(MaxTest = 300)]
    public void Bisection_on_an_exponential_curve_finds_the_same(byte rate, byte start)
    {
        double slope = 1 + (rate / 40.0), first = 0.005 + (start / 2000.0);
        double Entropy(double t) => first * Math.Exp(slope * t);
        double[] temperatures = [.. Enumerable.Range(1, 14).Select(i => 0.1 * i)];
        double? found = EntropyTemperature.Of(temperatures, [.. temperatures.Select(Entropy)]);
        if (Entropy(0.1) > 0.3 || Entropy(1.4) < 0.3)
        {
            Assert.Null(found);
            return;
        }

        double low = 0.1, high = 1.4;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Entropy(middle) < 0.3) low = middle;
            else high = middle;
        }

        Assert.Equal(low, found!.Value, 1e-9);
    }
}
