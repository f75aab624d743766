using System.Text.RegularExpressions;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>Reads and writes actions.</summary>
internal static partial class LogisticsReplies
{
    /// <summary>What a reply must look like.</summary>
    public const string Form =
        "write one of: load PACKAGE into VEHICLE at LOCATION; unload PACKAGE from VEHICLE at LOCATION; drive TRUCK from LOCATION to LOCATION; fly AIRPLANE from LOCATION to LOCATION";

    private const string Name = @"\s+(?:the\s+)?(?<name>[a-z]+[_\s]?\d+(?:[_\s]\d+)?)\b";

    /// <summary>The action as it is to be written.</summary>
    public static string Write(LogisticsAction action) => action.Verb switch
    {
        LogisticsVerb.Load => $"load {action.Thing} into {action.To} at {action.From}",
        LogisticsVerb.Unload => $"unload {action.Thing} from {action.From} at {action.To}",
        LogisticsVerb.Fly => $"fly {action.Thing} from {action.From} to {action.To}",
        _ => $"drive {action.Thing} from {action.From} to {action.To}{(action.City is { } city ? $" in {city}" : "")}",
    };

    /// <summary>All complete actions named in a text. Case, articles and spaces for underscores do not matter.</summary>
    public static IEnumerable<LogisticsAction> Find(string reply) => ActionPattern().Matches(reply.ToLowerInvariant()).Select(match =>
    {
        string[] names = [.. match.Groups["name"].Captures.Select(name => SpacePattern().Replace(name.Value, "_"))];
        return Action(match.Groups["verb"].Value, names);
    });

    /// <summary>Whether a reply has the published form: its first word is a verb.</summary>
    public static bool IsPublishedForm(string reply) => reply.ToLowerInvariant().Split(' ')[0] is "load" or "unload" or "drive" or "fly";

    /// <summary>The action of a reply in the published form: verb, and things in the order they are named; null if they are too few or of the wrong kinds.</summary>
    public static LogisticsAction? FindPublished(string reply)
    {
        string text = reply.ToLowerInvariant(), verb = text.Split(' ')[0];
        string[] names = [.. NamePattern().Matches(text).Select(match => match.Value)];
        if (names.Length < 3) return null;
        bool isVehicle = Kind(names[verb is "drive" or "fly" ? 0 : 1]) is "truck" or "airplane";
        return isVehicle ? Action(verb, names) : null;
    }

    private static LogisticsAction Action(string verb, string[] names) => verb switch
    {
        "load" => new(LogisticsVerb.Load, names[0], names[2], names[1]),
        "unload" => new(LogisticsVerb.Unload, names[0], names[1], names[2]),
        "fly" => new(LogisticsVerb.Fly, names[0], names[1], names[2]),
        _ => new(LogisticsVerb.Drive, names[0], names[1], names[2], names.Length > 3 ? names[3] : null),
    };

    private static string Kind(string name) => name.Split('_')[0];

    [GeneratedRegex(
        @"\b(?:(?<verb>load)" + Name + @"\s+(?:into|in|onto|on|to)" + Name + @"\s+(?:at|in|from)" + Name
        + @"|(?<verb>unload)" + Name + @"\s+(?:from|out\s+of|off)" + Name + @"\s+(?:at|in|to|into)" + Name
        + @"|(?<verb>drive|fly)" + Name + @"\s+from" + Name + @"\s+to" + Name + @"(?:\s+in" + Name + ")?)",
        RegexOptions.CultureInvariant)]
    private static partial Regex ActionPattern();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex SpacePattern();

    [GeneratedRegex(@"\b(?:package|truck|airplane|location|city)_\d+(?:_\d+)?\b", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
