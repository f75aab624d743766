using System.Text.RegularExpressions;

namespace PromptOpt.Environments.Worlds.GridWorlds;

/// <summary>Reads and writes actions.</summary>
internal static partial class GridReplies
{
    /// <summary>What a reply must look like.</summary>
    public const string Form = "write exactly one of {Move up}, {Move down}, {Move left}, {Move right} and {Pick goal}, in braces";

    private const RegexOptions Anyhow = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>The action as it is to be written.</summary>
    public static string Write(GridAction action) => action.Move == GridMove.Pick ? "{Pick goal}" : $"{{Move {Direction(action)}}}";

    /// <summary>All actions in a reply: those in braces, or, where none is, those in the rest of the text. Case and spacing do not matter.</summary>
    public static IEnumerable<GridAction> Find(string reply)
    {
        var braced = BracedPattern().Matches(reply);
        return (braced.Count > 0 ? braced : PlainPattern().Matches(reply)).Select(Action);
    }

    /// <summary>The action of a reply in exactly the published form; null for any other.</summary>
    public static GridAction? FindPublished(string reply) =>
        PublishedBraces.Find(reply) is { } braces ? GridAction.All.FirstOrDefault(action => Write(action) == braces) : null;

    private static GridAction Action(Match match) =>
        GridAction.All.First(action => action.Move == GridMove.Pick
            ? !match.Groups["to"].Success
            : match.Groups["to"].Value.Equals(Direction(action), StringComparison.OrdinalIgnoreCase));

    private static string Direction(GridAction action) => action.Move switch
    {
        GridMove.Up => "up",
        GridMove.Down => "down",
        GridMove.Left => "left",
        GridMove.Right => "right",
        _ => "",
    };

    [GeneratedRegex(@"\{\s*['""]?\s*(?:(?:move\s+|go\s+)?(?<to>up|down|left|right)|pick(?:\s+up)?(?:\s+the)?\s+goal\w*)[\s.'""]*\}", Anyhow)]
    private static partial Regex BracedPattern();

    [GeneratedRegex(@"\b(?:(?:move|go)\s+(?:the\s+robot\s+)?(?<to>up|down|left|right)|pick(?:\s+up)?(?:\s+the)?\s+goal\w*)\b", Anyhow)]
    private static partial Regex PlainPattern();
}
