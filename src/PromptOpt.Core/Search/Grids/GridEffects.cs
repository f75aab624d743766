namespace PromptOpt.Search.Grids;

/// <summary>
/// What the slots of a grid do, from the cells of one study: 60 cells share their rows and their options, so the effect of an option is known far better than the value of
/// a single cell (Battle and Gollapudi 2024 found no trend in single winners).
/// </summary>
public sealed record GridEffects
{
    /// <summary>Name of the grid.</summary>
    public required string Grid { get; init; }

    /// <summary>Cells the grid has.</summary>
    public required long Cells { get; init; }

    /// <summary>Cells with at least one validation row.</summary>
    public required int Run { get; init; }

    /// <summary>Of those, cells that were stopped before the end of the race rows; they count with the rows they have.</summary>
    public required int Stopped { get; init; }

    /// <summary>Race rows, which all cells that were not stopped have in common.</summary>
    public required int Rows { get; init; }

    /// <summary>Why effects cannot be told; null if they can.</summary>
    public string? Problem { get; init; }

    /// <summary>The options of all slots, in order.</summary>
    public required IReadOnlyList<OptionEffect> Options { get; init; }

    /// <summary>The cell of the best options; null where effects cannot be told.</summary>
    public BestOptions? Best { get; init; }

    /// <summary>The best cell that was run to its end; null if there is none.</summary>
    public GridWinner? Winner { get; init; }
}
