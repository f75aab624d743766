using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_sequence_of_a_seed_is_that_of_the_reference_implementation()
    {
        // SplitMix64 of 0 gives e220a8397b1dcdaf 6e789e6aa1b965f4 06c45d188009454f f88bb8a8724c81ec; the reference xoshiro256** goes on from there.
        var random = new SeededRandom(0);
        Assert.Equal(0x99EC5F36CB75F2B4UL, random.NextBits());
        Assert.Equal(0xBF6E1F784956452AUL, random.NextBits());
        Assert.Equal(0x1A5F849D4933E6E0UL, random.NextBits());
    }

    [Property]
    public bool A_fork_does_not_depend_on_what_was_drawn_before(ulong seed, ulong key, byte draws)
    {
        var fresh = new SeededRandom(seed);
        var used = new SeededRandom(seed);
        for (var i = 0; i < draws; i++) used.NextBits();
        return fresh.Fork(key, 1).NextBits() == used.Fork(key, 1).NextBits();
    }

    [Property]
    public bool Forks_with_other_keys_or_another_order_of_keys_differ(ulong seed, ulong a, ulong b)
    {
        var random = new SeededRandom(seed);
        return a == b || (random.Fork(a, b).NextBits() != random.Fork(b, a).NextBits() && random.Fork(a).NextBits() != random.Fork(b).NextBits());
    }

    [Fact]
    public void Forks_of_forks_do_not_collide()
    {
        var root = new SeededRandom(1);
        var seen = new HashSet<ulong>();
        for (ulong i = 0; i < 100; i++)
        {
            for (ulong j = 0; j < 100; j++)
            {
                Assert.True(seen.Add(root.Fork(i, j).NextBits()));
                Assert.True(seen.Add(root.Fork(i).Fork(j, 7).NextBits()));
            }
        }
    }

    [Fact]
    public void Bounded_numbers_are_uniform()
    {
        var random = new SeededRandom(5);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Next(7)]++;
        Assert.All(counts, c => Assert.InRange(c, 9_600, 10_400));
    }

    [Fact]
    public void Doubles_have_the_moments_of_the_uniform_and_exponential_distribution()
    {
        var random = new SeededRandom(6);
        double[] uniform = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        Assert.All(uniform, u => Assert.InRange(u, 0, 1 - 1e-16));
        Assert.Equal(0.5, uniform.Average(), 0.01);
        Assert.Equal(Math.Sqrt(1.0 / 12), Descriptive.StandardDeviation(uniform)!.Value, 0.01);
        Assert.Equal(1, Enumerable.Range(0, 100_000).Average(_ => random.NextExponential()), 0.02);
    }

    [Property]
    public bool A_shuffle_keeps_every_item(ulong seed, int[] items) =>
        new SeededRandom(seed).Shuffled(items).Order().SequenceEqual(items.Order());
}
