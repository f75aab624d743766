namespace PromptOpt.Search.Grids;

/// <summary>Which grid the strategy <see cref="Strategy.Grid"/> searches, and how much of it.</summary>
public sealed record GridSpec
{
    /// <summary>Name of a grid below <c>grids</c> in the folder of the optimiser's prompts, or a file (ending in <c>.yaml</c>); null for the one that suits the task.</summary>
    public string? From { get; init; }

    /// <summary>What stands for variables instead of the grid's own words, by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Most cells to run, at least 2: a balanced part of the grid. Null, the default: as many as the budget allows.</summary>
    public int? Cells { get; init; }

    /// <summary>The grid itself once it was read, so that a stored study needs no file; null before.</summary>
    public PromptGrid? Content { get; init; }
}
