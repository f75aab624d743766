using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PromptOpt.Search.Objectives;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Commands;

/// <summary>The options that say what makes one trial better than another.</summary>
internal sealed class ObjectiveOptions
{
    private const string Limit = "--limit";

    private readonly Option<CostMeasure?> _then = OptionFactory.Member<CostMeasure>("--then", "What decides among trials of about the best quality: the least of it. Default: the task's, or nothing.");
    private readonly Option<double?> _within = OptionFactory.Number("--within", "Points of quality that may be given up for it, 0 to 99. Default: the task's, or 2.", 0, 99);
    private readonly Option<CostLimit[]?> _limits = LimitOption();
    private readonly Option<bool> _pareto = OptionFactory.Switch("--pareto", "Search and report the whole front of quality, tokens written and latency.");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [_then, _within, _limits, _pareto];

    /// <summary>What they say; null if nothing.</summary>
    public Objective? Read(ParseResult parsed)
    {
        var objective = new Objective
        {
            Then = parsed.GetValue(_then),
            Within = parsed.GetValue(_within) / 100,
            Limits = parsed.GetValue(_limits) ?? [],
            Pareto = parsed.GetValue(_pareto),
        };
        return objective is { IsQuality: true, Within: null } ? null : objective;
    }

    private static Option<CostLimit[]?> LimitOption() => new(Limit)
    {
        Description = $"Most that answers may cost; a trial over it cannot be best. Several parted by commas. Out of {string.Join(", ", KebabCase.All<CostMeasure>())}; latency in seconds.",
        HelpName = "NAME=X",
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)).Select(text => ParseLimit(result, text)).OfType<CostLimit>()],
    };

    private static CostLimit? ParseLimit(ArgumentResult result, string text)
    {
        string[] parts = text.Split('=', 2);
        var names = KebabCase.All<CostMeasure>();
        if (KebabCase.Find<CostMeasure>(parts[0]) is not { } measure)
            result.AddError($"{Limit}: must be NAME=X with one of {string.Join(", ", names)}, but is '{text}'{Spelling.Hint(parts[0], names)}");
        else if (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double most) || most <= 0)
            result.AddError($"{Limit}: {parts[0]} needs a number above 0, such as {parts[0]}=2.5, but is '{text}'");
        else
            return new(measure, most);
        return null;
    }
}
