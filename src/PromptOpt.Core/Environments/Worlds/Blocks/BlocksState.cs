namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>Where the blocks are, and where they are to be.</summary>
internal sealed record BlocksState : SentenceState
{
    /// <summary>What is below a block that stands on the table, or that is in the hand.</summary>
    public const int Table = -1, Hand = -2;

    /// <summary>For each block what it stands on: a block, <see cref="Table"/> or <see cref="Hand"/>. Never changed.</summary>
    public required int[] Below { get; init; }

    /// <summary>Which block is to be on which.</summary>
    public required IReadOnlyList<(int Top, int Below)> Goals { get; init; }

    /// <summary>Colours of the blocks, by number.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["red", "blue", "orange", "yellow", "green", "purple"];

    /// <summary>The block in the hand; null if it is empty.</summary>
    public int? Held => Array.IndexOf(Below, Hand) is var block and >= 0 ? block : null;

    /// <summary>Goals that hold.</summary>
    public int Done => Goals.Count(IsDone);

    /// <summary>Whether a goal holds.</summary>
    public bool IsDone((int Top, int Below) goal) => Below[goal.Top] == goal.Below;

    /// <summary>The block on top of another; null if there is none.</summary>
    public int? On(int block) => Array.IndexOf(Below, block) is var top and >= 0 ? top : null;

    /// <summary>The number of a colour; null if there is no such block.</summary>
    public int? Find(string? colour)
    {
        for (int block = 0; block < Below.Length; block++)
        {
            if (Colours[block] == colour) return block;
        }

        return null;
    }

    /// <summary>The state with one block elsewhere.</summary>
    public BlocksState Move(int block, int below)
    {
        int[] moved = [.. Below];
        moved[block] = below;
        return this with { Below = moved };
    }
}
