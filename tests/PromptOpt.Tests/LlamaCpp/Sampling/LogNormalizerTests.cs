using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Sampling;

public sealed class LogNormalizerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1024)]
    [InlineData(49_152)]
    [InlineData(50_001)]
    public void It_equals_the_plain_computation(int length)
    {
        var random = new Random(length);
        float[] logits = [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 40) - 25))];
        var maximum = logits.Max();
        var plain = maximum + Math.Log(logits.Sum(logit => Math.Exp((double)logit - maximum)));
        Assert.Equal(plain, LogNormalizer.Compute(logits), 1e-6);
        Assert.Equal(Array.IndexOf(logits, maximum), LogNormalizer.ArgMax(logits));
    }
}
