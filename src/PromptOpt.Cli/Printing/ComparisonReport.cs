using PromptOpt.Cli.Running;
using PromptOpt.Comparison;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Printing;

/// <summary>Everything the result of a comparison is printed from.</summary>
internal sealed record ComparisonReport
{
    /// <summary>Where it is.</summary>
    public required ComparisonFolder Folder { get; init; }

    /// <summary>What its studies have in common; the seed is the first one.</summary>
    public required Study Study { get; init; }

    /// <summary>The model that was optimised for.</summary>
    public required LanguageModelInfo Model { get; init; }

    /// <summary>Rows that the choices were compared on.</summary>
    public required Phase Split { get; init; }

    /// <summary>How often this test set has been used, this time included; 0 for validation rows.</summary>
    public required int TestUses { get; init; }

    /// <summary>The studies in the order they were run.</summary>
    public required IReadOnlyList<ComparedStudy> Studies { get; init; }

    /// <summary>What they say together.</summary>
    public required StrategyComparison Comparison { get; init; }

    /// <summary>Different prompts that were run on the rows of the comparison.</summary>
    public required int Prompts { get; init; }

    /// <summary>What running them cost.</summary>
    public required Spending Measured { get; init; }

    /// <summary>The verdict in sentences.</summary>
    public IReadOnlyList<string> Verdict => ComparisonVerdict.Of(Comparison, Split == Phase.Test);

    /// <summary>Files written, by what they are.</summary>
    public IReadOnlyDictionary<string, string> Files => new Dictionary<string, string>
    {
        ["page"] = Folder.Page,
        ["studies"] = Folder.StudiesCsv,
        ["table"] = Folder.TableCsv,
    };

    /// <summary>What was compared, on what, in one line.</summary>
    public string Heading =>
        $"{Study.TaskName} on {Model.Name} {Model.Quantization}".TrimEnd() + $": {Comparison.Rows} {Words.Of(Split)} rows, {Seeds}, {Limits(Study.Budget)} a study";

    /// <summary>What running the choices cost, in one line.</summary>
    public string MeasuredLine =>
        $"{Prompts} different prompts were run on the {Words.Of(Split)} rows, outside the budgets: {Format.Count(Measured.Calls)} calls, {Format.Count(Measured.Tokens)} tokens ({Format.Count(Measured.ComputedTokens)} computed)"
        + (TestUses > 0 ? $"; test use {TestUses}" : "");

    private string Seeds => Comparison.Seeds == 1 ? $"seed {Study.Seed}" : $"seeds {Study.Seed} to {Study.Seed + Comparison.Seeds - 1}";

    private static string Limits(BudgetSpec budget)
    {
        var limits = new List<string>();
        if (budget.Calls is { } calls) limits.Add($"{Format.Count(calls)} calls");
        if (budget.Tokens is { } tokens) limits.Add($"{Format.Count(tokens)} tokens");
        if (budget.Time is { } time) limits.Add(Format.Time(time));
        return string.Join(", ", limits);
    }
}
