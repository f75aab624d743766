namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>A size of problem that is drawn.</summary>
/// <param name="Blocks">Blocks, at most 6.</param>
/// <param name="StepLimit">Step limit: 4 steps for each block but one always suffice (all on the table, then all piles), and 4 more are slack.</param>
internal sealed record BlocksSize(int Blocks, int StepLimit)
{
    /// <summary>The sizes.</summary>
    public static IReadOnlyList<BlocksSize> All { get; } = [new(3, 12), new(4, 16), new(5, 20), new(6, 24)];
}
