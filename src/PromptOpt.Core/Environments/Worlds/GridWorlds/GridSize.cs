namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>A size of grid.</summary>
/// <param name="Side">Rows, and columns.</param>
/// <param name="Goals">Goals.</param>
/// <param name="Obstacles">Obstacles.</param>
/// <param name="PublishedLimit">Published step limit of both worlds.</param>
/// <param name="AnyOrderLimit">Step limit where goals may be picked in any order: of 20,000 draws, the best play of 99.9 % fits with slack.</param>
/// <param name="OrderedLimit">Step limit where they have an order, likewise.</param>
internal sealed record GridSize(int Side, int Goals, int Obstacles, int PublishedLimit, int AnyOrderLimit, int OrderedLimit)
{
    /// <summary>The sizes of PROMST's published code (Chen et al. 2024).</summary>
    public static IReadOnlyList<GridSize> All { get; } =
    [
        new(4, 3, 4, 30, 24, 30),
        new(5, 4, 6, 30, 32, 45),
        new(6, 5, 10, 30, 40, 65),
        new(7, 6, 14, 50, 50, 90),
    ];
}
