using PromptOpt.Yaml;

namespace PromptOpt.Feedback.Conditions;

/// <summary>Reads what a condition asks of one text or one number.</summary>
internal static class TestYaml
{
    private const double Tolerance = 1e-9;
    private static readonly string[] BoundKeys = ["at_least", "at_most", "above", "below", "equals"];

    /// <summary>A test of a text: a plain text that must be in it, or <c>contains</c>, <c>equals</c>, <c>starts_with</c>, <c>regex</c>, all of which must
    /// hold. A text that is not there passes none.</summary>
    public static Func<string?, bool>? Text(YamlMap map, string key, RulePatterns patterns)
    {
        if (!map.Has(key)) return null;
        if (map.IsScalar(key)) return Contains(map, key);
        if (map.Map(key) is not { } inner) return null;
        Func<string?, bool>?[] tests = [Contains(inner, "contains"), EqualTo(inner), StartsWith(inner), Matches(inner, patterns)];
        inner.Done();
        if (!inner.Keys.Any()) inner.Problem("asks nothing; write a text, or contains, equals, starts_with or regex");
        return text => text is not null && tests.All(test => test is null || test(text));
    }

    /// <summary>A test of a number: a plain number it must equal, or bounds. A number that is not there passes none.</summary>
    public static Func<double?, bool>? Number(YamlMap map, string key)
    {
        if (!map.Has(key)) return null;
        if (map.IsScalar(key)) return map.Number(key) is { } wanted ? number => IsSame(number, wanted) : null;
        if (map.Map(key) is not { } inner) return null;
        var test = Bounds(inner);
        inner.Done();
        return test;
    }

    /// <summary>The bounds in a mapping: <c>at_least</c>, <c>at_most</c>, <c>above</c>, <c>below</c>, <c>equals</c>, all of which must hold, at least one.</summary>
    public static Func<double?, bool> Bounds(YamlMap map)
    {
        var (least, most, above, below, equal) = (map.Number("at_least"), map.Number("at_most"), map.Number("above"), map.Number("below"), map.Number("equals"));
        if (!BoundKeys.Any(map.Has)) map.Problem($"has no bound; give one of {string.Join(", ", BoundKeys)}");
        if (least > most || above >= below || least >= below || above >= most) map.Problem("can never hold: its lower bound is not below its upper one");
        return number => number is { } value && !(value < least) && !(value > most) && !(value <= above) && !(value >= below) && (equal is null || IsSame(value, equal));
    }

    private static bool IsSame(double? a, double? b) => a is { } x && b is { } y && Math.Abs(x - y) <= Tolerance;

    private static string? Wanted(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return null;
        if (text.Length == 0) map.Problem(key, "must not be empty: every text would do");
        return text;
    }

    private static Func<string?, bool>? Contains(YamlMap map, string key) =>
        Wanted(map, key) is { } part ? text => text is not null && text.Contains(part, StringComparison.Ordinal) : null;

    private static Func<string?, bool>? EqualTo(YamlMap map) =>
        map.Text("equals") is { } whole ? text => text is not null && text.AsSpan().Trim().SequenceEqual(whole.AsSpan().Trim()) : null;

    private static Func<string?, bool>? StartsWith(YamlMap map) =>
        Wanted(map, "starts_with") is { } start ? text => text is not null && text.AsSpan().TrimStart().StartsWith(start, StringComparison.Ordinal) : null;

    private static Func<string?, bool>? Matches(YamlMap map, RulePatterns patterns)
    {
        if (Wanted(map, "regex") is not { } pattern) return null;
        try
        {
            var compiled = patterns.Add(pattern);
            return text => text is not null && compiled.IsMatch(text);
        }
        catch (ArgumentException e)
        {
            map.Problem("regex", $"is not a regular expression: {e.Message}");
            return null;
        }
    }
}
