using System.Text.RegularExpressions;
using PromptOpt.Environments.Worlds.Teams;

namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>How BoxNet1 and BoxNet2 are read and written.</summary>
/// <param name="placeWord">What a box is moved to: <c>square</c> or <c>position</c>.</param>
internal sealed partial class BoxNetText(string placeWord)
{
    /// <summary>An agent's name.</summary>
    public static string Agent(Place square) => "Agent" + square;

    /// <summary>A place that boxes are moved to.</summary>
    public string Of(Place place) => placeWord + place;

    /// <summary>An order as it is to be written.</summary>
    public RawOrder Write(BoxOrder order) =>
        new(Agent(order.Agent), $"move(box_{order.Colour}, {(order.To is { } to ? Of(to) : "target_" + order.Target)})");

    /// <summary>Reads an order, whatever its spacing, case and brackets.</summary>
    public static BoxOrder? Understand(RawOrder raw)
    {
        var (agent, action) = (AgentForm().Match(raw.Name), ActionForm().Match(raw.Text));
        if (!agent.Success || !action.Success) return null;
        string colour = action.Groups["colour"].Value.ToLowerInvariant();
        var target = action.Groups["target"];
        return action.Groups["x"].Success
            ? BoxOrder.Move(PlaceOf(agent), colour, PlaceOf(action))
            : new(PlaceOf(agent), colour, null, target.Success ? target.Value.ToLowerInvariant() : colour);
    }

    /// <summary>Reads an order as the published code does: <c>move(a, b)</c> to the letter; null for anything else. An agent that cannot be read is
    /// nowhere.</summary>
    public static BoxOrder? UnderstandPublished(RawOrder raw)
    {
        var (agent, action) = (PublishedAgent().Match(raw.Name), PublishedForm().Match(raw.Text));
        if (!action.Success) return null;
        var square = agent.Success ? PlaceOf(agent) : Place.Nowhere;
        string colour = Bare(action.Groups["what"].Value, "box_");
        string where = action.Groups["where"].Value;
        return PublishedPlace().Match(where) is { Success: true } place
            ? BoxOrder.Move(square, colour, PlaceOf(place))
            : new(square, colour, null, Bare(where, "target_"));
    }

    /// <summary>The size of the grid and how much is left.</summary>
    public static string Heading(BoxNetState state) =>
        $"Grid: {state.Rows} rows, {state.Columns} columns of squares. Boxes left: {state.Boxes.Count} of {state.Total}.";

    private static string Bare(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : "?" + text;

    private static Place PlaceOf(Match match) => Place.Read(match.Groups["x"].Value, match.Groups["y"].Value);

    [GeneratedRegex(@"^\s*(?:agent)?[\s_]*[\[(]?\s*(?<x>-?\d{1,4}(?:\.\d{1,4})?)\s*[,_]\s*(?<y>-?\d{1,4}(?:\.\d{1,4})?)\s*[\])]?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex AgentForm();

    [GeneratedRegex(
        @"^\W*move\W+(?:box[\W_]+)?(?<colour>[a-z]+)\b[\W_]*?(?:\bto\W+)?(?:\btarget(?:[\W_]+(?<target>[a-z]+))?"
        + @"|(?:\b[a-z]+)?[^\w-]*(?<x>-?\d{1,4}(?:\.\d{1,4})?)[^\w-]+(?<y>-?\d{1,4}(?:\.\d{1,4})?))\W*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ActionForm();

    [GeneratedRegex(@"^Agent\[(?<x>-?[\d.]+), (?<y>-?[\d.]+)\]$")]
    private static partial Regex PublishedAgent();

    [GeneratedRegex(@"^move\((?<what>.+?), (?<where>.+)\)$")]
    private static partial Regex PublishedForm();

    [GeneratedRegex(@"^(?:square|position)[\[(](?<x>-?[\d.]+), (?<y>-?[\d.]+)[\])]$")]
    private static partial Regex PublishedPlace();
}
