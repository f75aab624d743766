namespace PromptOpt.Search.Grids;

/// <summary>What stands between two pieces of a system message.</summary>
public enum GridJoin
{
    /// <summary>A blank.</summary>
    Blank,

    /// <summary>A line end.</summary>
    Line,
}
