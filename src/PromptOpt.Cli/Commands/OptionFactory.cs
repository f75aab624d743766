using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Cli.Commands;

/// <summary>Makes options that check their own range while they are parsed, so that a wrong value costs nothing.</summary>
internal static class OptionFactory
{
    /// <summary>Most letters of a list of words that stands behind an option's name; a longer one would leave the descriptions no room.</summary>
    private const int MostInBrackets = 24;

    /// <summary>A whole number within bounds.</summary>
    public static Option<int?> Integer(string name, string description, int least, int most = int.MaxValue) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => (int?)ParseNumber(result, name, least, most),
    };

    /// <summary>A whole number within bounds, or <c>auto</c>, which is 0.</summary>
    public static Option<int?> IntegerOrAuto(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "auto|N",
        CustomParser = result => result.Tokens[^1].Value == "auto" ? 0 : (int?)ParseNumber(result, name, least, most),
    };

    /// <summary>A large whole number within bounds.</summary>
    public static Option<long?> Long(string name, string description, long least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => ParseNumber(result, name, least, long.MaxValue),
    };

    /// <summary>A number within bounds.</summary>
    public static Option<double?> Number(string name, string description, double least, double most) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => ParseReal(
            result, name, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, value => value >= least && value <= most, $", {least} to {most}"),
    };

    /// <summary>A size on disk.</summary>
    public static Option<long?> Size(string name, string description, long least) => new(name)
    {
        Description = description,
        HelpName = "500MB|2GB",
        CustomParser = result => ParseSize(result, name, least),
    };

    /// <summary>A number between two bounds, neither included.</summary>
    public static Option<double?> Between(string name, string description, double low, double high) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => ParseReal(result, name, NumberStyles.Float, value => value > low && value < high, $" above {low} and below {high}"),
    };

    /// <summary>A duration above zero.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "150s|4m",
        CustomParser = result => ParseTime(result, name),
    };

    /// <summary>Numbers of at least 0, parted by commas.</summary>
    public static Option<double[]?> Shares(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        CustomParser = result => ParseShares(result, name),
    };

    /// <summary>Free text, but not none: a path that is empty, as from a variable that is not set, would mean the current folder.</summary>
    public static Option<string?> Text(string name, string description, string helpName, params string[] aliases)
    {
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = helpName };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: "" }]) result.AddError($"{name}: is empty; give {helpName}, or leave the option out");
        });
        return option;
    }

    /// <summary>A switch.</summary>
    public static Option<bool> Switch(string name, string description) => new(name) { Description = description };

    /// <summary>One of some words.</summary>
    public static Option<string?> Choice(string name, string description, params string[] words)
    {
        string all = string.Join('|', words);
        bool isShort = all.Length <= MostInBrackets;
        var option = new Option<string?>(name)
        {
            Description = isShort ? description : $"{description} One of {string.Join(", ", words)}.",
            HelpName = isShort ? all : "NAME",
            CustomParser = result => ParseWord(result, name, words),
        };
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>One member of an enumeration, by its name in lower case with hyphens.</summary>
    public static Option<T?> Member<T>(string name, string description, params string[] aliases)
        where T : struct, Enum
    {
        var names = KebabCase.All<T>();
        var option = new Option<T?>(name, aliases)
        {
            Description = $"{description} One of {string.Join(", ", names)}.",
            HelpName = "NAME",
            CustomParser = result => ParseMember<T>(result, name, result.Tokens[^1].Value, names),
        };
        option.CompletionSources.Add([.. names]);
        return option;
    }

    /// <summary>Several members of an enumeration of flags, parted by commas.</summary>
    public static Option<T?> Flags<T>(string name, string description)
        where T : struct, Enum
    {
        var names = KebabCase.All<T>().Where(member => member != "none").ToArray();
        return new(name)
        {
            Description = $"{description} One or more of {string.Join(", ", names)}.",
            HelpName = "A,B",
            CustomParser = result =>
            {
                long flags = 0;
                foreach (var word in result.Tokens[^1].Value.Split(','))
                    if (ParseMember<T>(result, name, word, names) is { } flag) flags |= Convert.ToInt64(flag, CultureInfo.InvariantCulture);
                return (T)Enum.ToObject(typeof(T), flags);
            },
        };
    }

    /// <summary>Several different members of an enumeration, parted by commas, in the order given.</summary>
    public static Option<T[]?> Members<T>(string name, string description)
        where T : struct, Enum
    {
        var names = KebabCase.All<T>();
        return new(name)
        {
            Description = $"{description} Out of {string.Join(", ", names)}.",
            HelpName = "A,B,C",
            CustomParser = result =>
            {
                var members = new List<T>();
                foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries)))
                {
                    if (ParseMember<T>(result, name, word, names) is not { } member) continue;
                    if (members.Contains(member)) result.AddError($"{name}: {word} is named twice");
                    else members.Add(member);
                }

                return [.. members];
            },
        };
    }

    private static T? ParseMember<T>(ArgumentResult result, string name, string text, IReadOnlyList<string> names)
        where T : struct, Enum
    {
        if (names.Contains(text, StringComparer.Ordinal)) return KebabCase.Find<T>(text);
        result.AddError($"{name}: must be one of {string.Join(", ", names)}, but is '{text}'{Spelling.Hint(text, names)}");
        return null;
    }

    private static long? ParseNumber(ArgumentResult result, string name, long least, long most)
    {
        var text = result.Tokens[^1].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        var range = most is int.MaxValue or long.MaxValue ? $"at least {least}" : $"{least} to {most}";
        result.AddError($"{name}: must be a whole number, {range}, but is '{text}'");
        return null;
    }

    private static double? ParseReal(ArgumentResult result, string name, NumberStyles styles, Func<double, bool> fits, FormattableString bounds)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, styles, CultureInfo.InvariantCulture, out var value) && fits(value)) return value;
        result.AddError($"{name}: must be a number{FormattableString.Invariant(bounds)}, but is '{text}'");
        return null;
    }

    private static long? ParseSize(ArgumentResult result, string name, long least)
    {
        var text = result.Tokens[^1].Value;
        var unit = text.EndsWith("MB", StringComparison.OrdinalIgnoreCase) ? 1e6 : text.EndsWith("GB", StringComparison.OrdinalIgnoreCase) ? 1e9 : 0;
        if (unit > 0 && double.TryParse(text.AsSpan(..^2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * unit >= least && number <= 1e6)
            return (long)(number * unit);
        result.AddError($"{name}: must be a size such as 500MB or 2GB, at least {least / 1_000_000}MB, but is '{text}'");
        return null;
    }

    private static double[]? ParseShares(ArgumentResult result, string name)
    {
        var text = result.Tokens[^1].Value;
        var shares = new List<double>();
        foreach (var part in text.Split(','))
        {
            if (double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)) shares.Add(share);
            else result.AddError($"{name}: must be numbers parted by commas, such as 3,1, but is '{text}'");
        }

        return [.. shares];
    }

    private static TimeSpan? ParseTime(ArgumentResult result, string name)
    {
        try
        {
            return Duration.Parse(result.Tokens[^1].Value);
        }
        catch (BadInputException e)
        {
            result.AddError($"{name}: {e.Message}");
        }

        return null;
    }

    private static string? ParseWord(ArgumentResult result, string name, string[] words)
    {
        var text = result.Tokens[^1].Value;
        if (words.Contains(text, StringComparer.Ordinal)) return text;
        result.AddError($"{name}: must be one of {string.Join(", ", words)}, but is '{text}'");
        return null;
    }
}
