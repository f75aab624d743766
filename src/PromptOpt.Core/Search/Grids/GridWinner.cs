using PromptOpt.Statistics;

namespace PromptOpt.Search.Grids;

/// <summary>The best cell that was run to its end, and how much of its value is luck.</summary>
public sealed record GridWinner
{
    /// <summary>Number of the cell.</summary>
    public required long Cell { get; init; }

    /// <summary>Its trial.</summary>
    public required int Trial { get; init; }

    /// <summary>Its options by slot, <c>none</c> included.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Mean score on the race rows.</summary>
    public required double Value { get; init; }

    /// <summary>The value drawn back towards what its options are worth in all cells, as far as the differences between cells are luck; null where effects cannot be told.</summary>
    public double? Shrunken { get; init; }

    /// <summary>How much of the value is to be taken for luck.</summary>
    public double? Optimism => Value - Shrunken;

    /// <summary>Mean score of the seed prompt on the same rows.</summary>
    public required double SeedValue { get; init; }

    /// <summary>Chance of such a lead over the seed prompt if no cell were better, adjusted for all cells that were tried (<see cref="SelectionTest"/>).</summary>
    public required double P { get; init; }

    /// <summary>The difference to the second-best cell on the same rows; null if there is none.</summary>
    public PairedComparison? OverSecond { get; init; }
}
