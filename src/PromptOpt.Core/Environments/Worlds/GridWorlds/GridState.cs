namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>A moment of an episode.</summary>
internal sealed record GridState : PlannedState
{
    /// <summary>What does not change.</summary>
    public required GridBoard Board { get; init; }

    /// <summary>Cell of the robot.</summary>
    public required int Robot { get; init; }

    /// <summary>Goals already picked, one bit each.</summary>
    public int Picked { get; init; }

    /// <summary>How many were picked.</summary>
    public int PickedCount => int.PopCount(Picked);

    /// <summary>Numbers of the goals that are left, in order.</summary>
    public IEnumerable<int> Left => Enumerable.Range(0, Board.Goals.Count).Where(goal => (Picked >> goal & 1) == 0);

    /// <summary>The goal that is left on a cell; null if there is none.</summary>
    public int? GoalAt(int cell)
    {
        for (int goal = 0; goal < Board.Goals.Count; goal++)
        {
            if (Board.Goals[goal] == cell) return (Picked >> goal & 1) == 0 ? goal : null;
        }

        return null;
    }
}
