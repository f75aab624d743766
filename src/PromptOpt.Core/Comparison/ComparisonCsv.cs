using PromptOpt.Reports;
using PromptOpt.Yaml;

namespace PromptOpt.Comparison;

/// <summary>A comparison as tables for other programs, in the format of <see cref="StudyCsv"/>. Shares are in [0, 1], not points.</summary>
public static class ComparisonCsv
{
    private static readonly (string Name, Func<ComparedStudy, object?> Value)[] StudyColumns =
    [
        ("strategy", s => KebabCase.Of(s.Strategy)),
        ("seed", s => s.Seed),
        ("study", s => s.Study),
        ("choice", s => s.Choice),
        ("prompt", s => s.Prompt),
        ("score", s => s.Score),
        ("seed_prompt_score", s => s.SeedScore),
        ("validation", s => s.Validation),
        ("optimism", s => s.Optimism),
        ("rows", s => s.Scores.Count),
        ("trials", s => s.Trials),
        ("calls", s => s.Spending.Calls),
        ("tokens", s => s.Spending.Tokens),
        ("computed_tokens", s => s.Spending.ComputedTokens),
        ("seconds", s => s.Seconds),
        ("tokens_to_choice", s => s.TokensToChoice),
    ];

    private static readonly (string Name, Func<StrategyResult, object?> Value)[] TableColumns =
    [
        ("strategy", r => KebabCase.Of(r.Strategy)),
        ("score", r => r.Score),
        ("score_deviation", r => r.ScoreDeviation),
        ("versus_seed_prompt", r => r.VersusSeedPrompt.Mean),
        ("versus_seed_prompt_low", r => r.VersusSeedPrompt.Interval?.Low),
        ("versus_seed_prompt_high", r => r.VersusSeedPrompt.Interval?.High),
        ("versus_reference", r => r.VersusReference?.Mean),
        ("versus_reference_low", r => r.VersusReference?.Interval?.Low),
        ("versus_reference_high", r => r.VersusReference?.Interval?.High),
        ("wins", r => r.Wins),
        ("ties", r => r.Ties),
        ("losses", r => r.Losses),
        ("p", r => r.P),
        ("adjusted_p", r => r.AdjustedP),
        ("validation", r => r.Validation),
        ("optimism", r => r.Optimism),
        ("trials", r => r.Trials),
        ("calls", r => r.Calls),
        ("tokens", r => r.Tokens),
        ("computed_tokens", r => r.ComputedTokens),
        ("seconds", r => r.Seconds),
        ("tokens_to_choice", r => r.TokensToChoice),
        ("seed_prompt_chosen", r => r.SeedPromptChosen),
    ];

    /// <summary>Writes <c>comparison.csv</c>: one line a study, in the order given.</summary>
    /// <exception cref="PromptOptException">The file cannot be written.</exception>
    public static void WriteStudies(string path, IEnumerable<ComparedStudy> studies) =>
        StudyCsv.Write(path, StudyColumns.Select(c => c.Name), studies.Select(s => StudyColumns.Select(c => c.Value(s))));

    /// <summary>Writes <c>comparison-table.csv</c>: one line a strategy; what is spent are medians over seeds, the rest are means.</summary>
    /// <exception cref="PromptOptException">The file cannot be written.</exception>
    public static void WriteTable(string path, StrategyComparison comparison) =>
        StudyCsv.Write(path, TableColumns.Select(c => c.Name), comparison.Strategies.Select(r => TableColumns.Select(c => c.Value(r))));
}
