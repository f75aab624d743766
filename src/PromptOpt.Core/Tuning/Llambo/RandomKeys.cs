using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Llambo;

/// <summary>What the randomness of a trial is forked by, so that parts never share numbers.</summary>
internal static class RandomKeys
{
    public const ulong Ordering = 1;
    public const ulong Score = 2;
    public const ulong Good = 3;
    public const ulong Candidate = 4;
    public const ulong Start = 5;
    public const ulong Pool = 6;
    public const ulong Evidence = 7;

    /// <summary>The seed of one request.</summary>
    public static ulong Seed(SeededRandom random, params ReadOnlySpan<ulong> keys) => random.Fork(keys).NextBits();
}
