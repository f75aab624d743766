using PromptOpt.Search;

namespace PromptOpt.Tasks;

/// <summary>How the parents of a level are chosen; null members leave the preset's.</summary>
public sealed record ParentsSpec
{
    /// <summary>The rule.</summary>
    public ParentSelection? Select { get; init; }

    /// <summary>How many a level has, 1 to 20.</summary>
    public int? Count { get; init; }

    /// <summary>Chance of epsilon-greedy to take any other, 0 to 1.</summary>
    public double? Epsilon { get; init; }
}
