using FsCheck.Xunit;
using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Sampling;

public sealed class DistributionEntropyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 0.1)]
    [InlineData(1024, 0.7)]
    [InlineData(49_152, 1)]
    [InlineData(50_001, 1.4)]
    public void It_equals_the_plain_computation(int length, double temperature)
    {
        var random = new Random(length);
        float[] logits = [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 40) - 25))];
        Assert.Equal(Plain(logits, temperature), DistributionEntropy.Of(logits, temperature), 2e-6);
    }

    [Fact]
    public void A_uniform_distribution_has_the_logarithm_of_its_size_and_a_certain_one_nothing()
    {
        Assert.Equal(Math.Log(1000), DistributionEntropy.Of(new float[1000], 0.3), 1e-6);
        Assert.Equal(0, DistributionEntropy.Of([0, 100, 0, -100], 0.5), 1e-12);
    }

    [Fact]
    public void Tokens_that_cannot_come_add_nothing()
    {
        float[] logits = [1, 2, 3, 0.5f, -1, 2, 2, 1, 0];
        Assert.Equal(DistributionEntropy.Of(logits, 0.8), DistributionEntropy.Of([.. logits, float.NegativeInfinity, float.NegativeInfinity], 0.8), 1e-6);
    }

    [Property(MaxTest = 200)]
    public void It_lies_between_nothing_and_the_logarithm_of_the_size_and_rises_with_the_temperature(sbyte[] numbers)
    {
        if (numbers.Length == 0) return;
        float[] logits = [.. numbers.Select(number => number / 8f)];
        double low = DistributionEntropy.Of(logits, 0.4), high = DistributionEntropy.Of(logits, 1.2);
        Assert.InRange(low, 0, Math.Log(logits.Length) + 1e-6);
        Assert.True(low <= high + 1e-6);
    }

    private static double Plain(float[] logits, double temperature)
    {
        double maximum = logits.Max();
        double[] weights = [.. logits.Select(logit => Math.Exp((logit - maximum) / temperature))];
        double sum = weights.Sum();
        return -weights.Select(weight => weight / sum).Where(p => p > 0).Sum(p => p * Math.Log(p));
    }
}
