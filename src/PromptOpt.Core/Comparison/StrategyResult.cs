using PromptOpt.Search;

namespace PromptOpt.Comparison;

/// <summary>One strategy of a comparison over all of its seeds.</summary>
public sealed record StrategyResult
{
    /// <summary>The strategy.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>Mean score over seeds and rows.</summary>
    public required double Score { get; init; }

    /// <summary>Standard deviation of the scores between seeds; null with one seed.</summary>
    public required double? ScoreDeviation { get; init; }

    /// <summary>Difference to the seed prompt.</summary>
    public required ScoreDifference VersusSeedPrompt { get; init; }

    /// <summary>Difference to the reference strategy; null for the reference itself.</summary>
    public required ScoreDifference? VersusReference { get; init; }

    /// <summary>Seeds with a better score than the reference has with the same seed.</summary>
    public required int Wins { get; init; }

    /// <summary>Seeds with the same score.</summary>
    public required int Ties { get; init; }

    /// <summary>Seeds with a worse score.</summary>
    public required int Losses { get; init; }

    /// <summary>One-sided p-value of Wilcoxon's signed rank test over seeds: better than the reference. Null with fewer than five seeds, and for the reference.</summary>
    public required double? P { get; init; }

    /// <summary>The same after Holm's correction for all strategies that were compared with the reference.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>Mean over seeds of what the choice scored on validation.</summary>
    public required double Validation { get; init; }

    /// <summary>Mean over seeds of validation minus score.</summary>
    public required double Optimism { get; init; }

    /// <summary>Median over seeds of the trials.</summary>
    public required double Trials { get; init; }

    /// <summary>Median over seeds of the calls.</summary>
    public required double Calls { get; init; }

    /// <summary>Median over seeds of the tokens, as sent.</summary>
    public required double Tokens { get; init; }

    /// <summary>Median over seeds of the tokens really computed.</summary>
    public required double ComputedTokens { get; init; }

    /// <summary>Median over seeds of the wall-clock seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Median over seeds of the tokens of all trials up to the chosen one.</summary>
    public required double TokensToChoice { get; init; }

    /// <summary>Seeds whose choice was the seed prompt.</summary>
    public required int SeedPromptChosen { get; init; }
}
