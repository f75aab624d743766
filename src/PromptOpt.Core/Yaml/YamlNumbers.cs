using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PromptOpt.Yaml;

/// <summary>Numbers in YAML: unquoted, with a full stop as decimal sign, whatever the machine's culture.</summary>
internal static class YamlNumbers
{
    /// <summary>Whether a value is absent: nothing, <c>~</c> or <c>null</c>, unquoted.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    /// <summary>Reads a finite number.</summary>
    public static bool TryRead(YamlNode node, out double number)
    {
        number = 0;
        return Unquoted(node) is { } text
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>Reads a whole number.</summary>
    public static bool TryReadWhole(YamlNode node, out long number)
    {
        number = 0;
        return Unquoted(node) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>What a value is, for a message.</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => $"'{scalar.Value}'",
        YamlScalarNode scalar => $"the quoted text '{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    /// <summary>Kind and bounds in words.</summary>
    public static string Bounds(string kind, double low, double high) => (double.IsFinite(low), double.IsFinite(high)) switch
    {
        (true, true) => FormattableString.Invariant($"{kind} from {low} to {high}"),
        (true, false) => FormattableString.Invariant($"{kind} of at least {low}"),
        (false, true) => FormattableString.Invariant($"{kind} of at most {high}"),
        _ => kind,
    };

    private static string? Unquoted(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain } scalar ? scalar.Value : null;
}
