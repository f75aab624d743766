using PromptOpt.Search.ScoreModels;

namespace PromptOpt.Tasks;

/// <summary>How a learned score model screens proposals, once it has earned that.</summary>
public sealed record ScoreModelSpec
{
    /// <summary>Which proposals it lets through. Default paper.</summary>
    public AcceptancePolicy Policy { get; init; } = AcceptancePolicy.Paper;

    /// <summary>First level that it may screen, 2 to 1,000. Default 4, as in PROMST.</summary>
    public int FromLevel { get; init; } = 4;

    /// <summary>Most proposals that it looks at for one trial, 2 to 8. Default 3, as in PROMST.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Share of the best value so far that policy paper asks for, 0 to 1. Default 0.8, as in PROMST.</summary>
    public double Threshold { get; init; } = 0.8;
}
