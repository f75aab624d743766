using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Comparison;

/// <summary>One finished study of a comparison: what it chose, what that is worth on the rows of the comparison, and what it cost.</summary>
public sealed record ComparedStudy
{
    /// <summary>How it searched.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>Seed of its randomness.</summary>
    public required long Seed { get; init; }

    /// <summary>Its name.</summary>
    public required string Study { get; init; }

    /// <summary>The trial it chose; 1 is the seed prompt.</summary>
    public required int Choice { get; init; }

    /// <summary>Number of the chosen prompt within the comparison: equal prompts of different studies have one number and are run once.</summary>
    public required int Prompt { get; init; }

    /// <summary>Number of the seed prompt within the comparison.</summary>
    public required int SeedPrompt { get; init; }

    /// <summary>Scores of the chosen prompt, in [0, 1], one a row of the comparison.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>Scores of the seed prompt on the same rows.</summary>
    public required IReadOnlyList<double> SeedScores { get; init; }

    /// <summary>Mean metric of the choice on the validation rows that the study ran it on.</summary>
    public required double Validation { get; init; }

    /// <summary>Trials that were run on validation rows, the seed prompt's included.</summary>
    public required int Trials { get; init; }

    /// <summary>What the search cost; the rows of the comparison are not part of it.</summary>
    public required Spending Spending { get; init; }

    /// <summary>Wall-clock seconds of the search.</summary>
    public required double Seconds { get; init; }

    /// <summary>Tokens of all trials up to the chosen one, in the order of their numbers.</summary>
    public required long TokensToChoice { get; init; }

    /// <summary>Mean score of the choice.</summary>
    public double Score => Scores.Average();

    /// <summary>Mean score of the seed prompt.</summary>
    public double SeedScore => SeedScores.Average();

    /// <summary>How much better the choice looked on validation than it is here.</summary>
    public double Optimism => Validation - Score;
}
