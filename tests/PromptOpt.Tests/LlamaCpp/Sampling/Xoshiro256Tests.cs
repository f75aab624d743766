using PromptOpt.LlamaCpp.Sampling;

namespace PromptOpt.Tests.LlamaCpp.Sampling;

public sealed class Xoshiro256Tests
{
    [Fact]
    public void Its_numbers_never_change()
    {
        var random = new Xoshiro256(42);
        Assert.Equal([1546998764402558742UL, 6990951692964543102UL, 12544586762248559009UL], Enumerable.Range(0, 3).Select(_ => random.Next()));
    }

    [Fact]
    public void Doubles_are_in_the_unit_interval_with_mean_one_half()
    {
        var random = new Xoshiro256(1);
        var numbers = Enumerable.Range(0, 10_000).Select(_ => random.NextDouble()).ToList();
        Assert.All(numbers, number => Assert.InRange(number, 0, 1 - 1e-17));
        Assert.Equal(0.5, numbers.Average(), 0.01);
    }
}
