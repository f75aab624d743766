using PromptOpt.Statistics;

namespace PromptOpt.Search.ScoreModels;

/// <summary>The randomness of score models: that of a level, whoever asks for it.</summary>
internal static class ScoreModelRandom
{
    private const ulong Splits = 0x5C03;
    private const ulong Exploring = 0x5C04;

    /// <summary>For the splits of the pairs known at the beginning of a level.</summary>
    public static SeededRandom OfLevel(SeededRandom study, int level) => study.Fork(Splits, (ulong)level);

    /// <summary>For the choice which rejects of a trial are run anyway.</summary>
    public static SeededRandom OfTrial(SeededRandom study, int trial) => study.Fork(Exploring, (ulong)trial);
}
