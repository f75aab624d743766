using System.Numerics;

namespace PromptOpt.Statistics;

/// <summary>
/// Random numbers that are the same on every machine, runtime and version: xoshiro256** (Blackman and Vigna 2018) filled by SplitMix64.
/// <see cref="System.Random"/> with a seed promises neither. Not safe for concurrent use: fork one a thread. Not for secrets.
/// </summary>
public sealed class SeededRandom
{
    private readonly ulong _origin;
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">Any number; nearby seeds give unrelated sequences.</param>
    public SeededRandom(ulong seed)
    {
        _origin = seed;
        var state = seed;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>
    /// A sequence of its own for a part of the work, e.g. <c>Fork(trial, wave)</c>. Depends on the seed and the keys only, never on how
    /// many numbers were drawn, so work can be done in any order or again.
    /// </summary>
    /// <param name="keys">What the part is called, in numbers; order matters.</param>
    public SeededRandom Fork(params ReadOnlySpan<ulong> keys)
    {
        var seed = Mix(_origin ^ 0x6A09E667F3BCC909UL);
        foreach (var key in keys) seed = Mix(seed ^ Mix(key + 0x9E3779B97F4A7C15UL));
        return new SeededRandom(seed);
    }

    /// <summary>The next 64 bits, uniform.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 to <paramref name="bound"/> - 1, without bias (Lemire 2019).</summary>
    /// <param name="bound">Number of values, at least 1.</param>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var range = (ulong)bound;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low >= range) return (int)high;
        var threshold = (0UL - range) % range;
        while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        return (int)high;
    }

    /// <summary>Exponential with mean 1.</summary>
    public double NextExponential() => -Math.Log(1 - NextDouble());

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(2 * NextExponential()) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Puts the items into a uniformly random order, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A shuffled copy.</summary>
    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        T[] copy = [.. items];
        Shuffle(copy.AsSpan());
        return copy;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        return Mix(state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
