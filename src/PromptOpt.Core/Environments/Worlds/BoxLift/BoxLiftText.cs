using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.Environments.Worlds.Teams;

namespace PromptOpt.Environments.Worlds.BoxLift;

/// <summary>How BoxLift is read and written: boxes and agents by number, in published semantics by volume and capacity.</summary>
internal static partial class BoxLiftText
{
    private const double Heaviest = 1e6;

    /// <summary>Tenths as a number with one decimal.</summary>
    public static string Number(int tenths) => (tenths / 10.0).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A box's name.</summary>
    public static string Box(int name) => FormattableString.Invariant($"box{name}");

    /// <summary>An agent's name.</summary>
    public static string Agent(int name) => FormattableString.Invariant($"agent{name}");

    /// <summary>An order as it is to be written.</summary>
    public static RawOrder Write(LiftOrder order) => new(Box(order.Box), string.Join(", ", order.Agents.Select(Agent)));

    /// <summary>An order as the published code wants it.</summary>
    public static RawOrder WritePublished(LiftOrder order) => new(PublishedBox(order.Box), string.Join(", ", order.Agents.Select(PublishedAgent)));

    /// <summary>A box by its volume.</summary>
    public static string PublishedBox(int volume) => $"box[{Number(volume)}V]";

    /// <summary>An agent by its capacity.</summary>
    public static string PublishedAgent(int capacity) => $"agent[{Number(capacity)}W]";

    /// <summary>Reads a box with at least one agent; volumes and capacities in brackets are passed over.</summary>
    public static LiftOrder? Understand(RawOrder raw)
    {
        var box = BoxForm().Match(raw.Name);
        string agents = Remark().Replace(raw.Text, "");
        return box.Success && AgentsForm().IsMatch(agents) ? new(Whole(box), [.. AgentForm().Matches(agents).Select(Whole)]) : null;
    }

    /// <summary>Reads every number with a decimal point; null if the box has none.</summary>
    public static LiftOrder? UnderstandPublished(RawOrder raw) =>
        Decimal().Match(raw.Name) is { Success: true } box ? new(Tenths(box), [.. Decimal().Matches(raw.Text).Select(Tenths)]) : null;

    private static int Whole(Match match) => int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    private static int Tenths(Match match) => (int)Math.Round(10 * Math.Min(Heaviest, double.Parse(match.Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^\W*box[\s_]*(?<number>[0-9]{1,6})\s*(?:[\[(][^\])]*[\])])?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex BoxForm();

    [GeneratedRegex(@"^\W*(?:agents?[\s_]*)?[0-9]{1,6}(?:\W+(?:and\W+)?(?:agent[\s_]*)?[0-9]{1,6})*\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex AgentsForm();

    [GeneratedRegex(@"(?<number>[0-9]{1,6})")]
    private static partial Regex AgentForm();

    [GeneratedRegex(@"(?<=[0-9])\s*[\[(][^\])]*[\])]")]
    private static partial Regex Remark();

    [GeneratedRegex(@"[0-9]+\.[0-9]+")]
    private static partial Regex Decimal();
}
