namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>A step of the robot.</summary>
internal sealed record GridAction(GridMove Move)
{
    /// <summary>All of them, in the order of <see cref="GridMove"/>.</summary>
    public static IReadOnlyList<GridAction> All { get; } = [.. Enum.GetValues<GridMove>().Select(move => new GridAction(move))];
}
