using System.Numerics;

namespace PromptOpt.LlamaCpp.Sampling;

/// <summary>xoshiro256** (Blackman and Vigna 2018), seeded by splitmix64: the same numbers on every platform and runtime.</summary>
internal sealed class Xoshiro256
{
    private readonly ulong[] state = new ulong[4];

    public Xoshiro256(ulong seed)
    {
        for (var i = 0; i < state.Length; i++) state[i] = SplitMix(ref seed);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(state[1] * 5, 7) * 9;
        var shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = BitOperations.RotateLeft(state[3], 45);
        return result;
    }

    private static ulong SplitMix(ref ulong seed)
    {
        var z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
