namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>What the robot can do in one step.</summary>
internal enum GridMove
{
    /// <summary>To the row before.</summary>
    Up,

    /// <summary>To the row after.</summary>
    Down,

    /// <summary>To the column before.</summary>
    Left,

    /// <summary>To the column after.</summary>
    Right,

    /// <summary>Picks the goal of the cell it stands on.</summary>
    Pick,
}
