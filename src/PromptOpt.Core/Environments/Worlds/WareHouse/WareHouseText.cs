using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.Environments.Worlds.Teams;

namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>How WareHouse is read and written.</summary>
internal static partial class WareHouseText
{
    private const RegexOptions AnyCase = RegexOptions.IgnoreCase;

    /// <summary>A robot's name.</summary>
    public static string Agent(int robot) => FormattableString.Invariant($"agent{robot}");

    /// <summary>Where a robot is and whether it carries a box.</summary>
    public static string Place(Robot robot) =>
        robot.IsAtTarget ? "at target" : $"at column {robot.Column} of track_{robot.Track}{(robot.Carries ? " with a box" : "")}";

    /// <summary>An order as it is to be written.</summary>
    public static RawOrder Write(RobotOrder order) => new(Agent(order.Robot), Action(order));

    /// <summary>What an order says.</summary>
    public static string Action(RobotOrder order) => order.Verb switch
    {
        RobotVerb.Left => "move left",
        RobotVerb.Right => "move right",
        RobotVerb.Target => "move to target",
        RobotVerb.Track => $"move to track_{order.Track}",
        RobotVerb.Pick => $"pick {order.Box}",
        _ => "unknown",
    };

    /// <summary>Reads an order, whatever its spacing and case.</summary>
    public static RobotOrder? Understand(RawOrder raw)
    {
        var (agent, action) = (AgentForm().Match(raw.Name), ActionForm().Match(raw.Text));
        if (!agent.Success || !action.Success) return null;
        int robot = Whole(agent.Groups["number"].Value);
        if (action.Groups["track"] is { Success: true } track) return new(robot, RobotVerb.Track, Whole(track.Value));
        if (action.Groups["row"] is { Success: true } row)
            return Box(row.Value, action.Groups["column"].Value) is { Gap: >= 0, Column: >= 0 } box ? new(robot, RobotVerb.Pick, Box: box) : null;
        return new(robot, Enum.Parse<RobotVerb>(action.Groups["verb"].Value, ignoreCase: true));
    }

    /// <summary>Reads an order as the published code does: by the first of five words in it. Never null.</summary>
    public static RobotOrder UnderstandPublished(RawOrder raw)
    {
        int robot = PublishedAgent().Match(raw.Name) is { Success: true } agent ? Whole(agent.Groups["number"].Value) : -1;
        if (Has("left")) return new(robot, RobotVerb.Left);
        if (Has("right")) return new(robot, RobotVerb.Right);
        if (Has("target")) return new(robot, RobotVerb.Target);
        if (Has("pick"))
        {
            var numbers = Decimal().Matches(raw.Text);
            return new(robot, RobotVerb.Pick, Box: numbers.Count < 2 ? null : Box(numbers[0].Value, numbers[1].Value));
        }

        if (!Has("track")) return new(robot, RobotVerb.Unknown);
        return new(robot, RobotVerb.Track, TrackForm().Match(raw.Text) is { Success: true } track ? Whole(track.Groups["number"].Value) : null);

        bool Has(string word) => raw.Text.Contains(word, StringComparison.Ordinal);
    }

    /// <summary>A box by two coordinates; one that is nowhere if they are not those of a shelf.</summary>
    private static ShelfBox Box(string row, string column)
    {
        var (down, along) = (double.Parse(row, CultureInfo.InvariantCulture), double.Parse(column, CultureInfo.InvariantCulture));
        return new(double.IsInteger(down - 0.5) ? (int)down : -1, double.IsInteger(along) ? (int)along : -1);
    }

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\W*(?:agent|robot)[\s_]*(?<number>[0-9]{1,6})\W*$", AnyCase)]
    private static partial Regex AgentForm();

    [GeneratedRegex(@"^agent(?<number>[0-9]{1,6})$")]
    private static partial Regex PublishedAgent();

    [GeneratedRegex(
        @"^\W*(?:(?:move|go)[\W_]+(?:to[\W_]+)?(?:the\W+)?)?(?:(?<verb>left|right|target)|track[\W_]*(?<track>[0-9]{1,6})"
        + @"|pick\W+(?:up\W+)?box[\W_]*(?<row>[0-9]{1,6}(?:\.[0-9]{1,6})?)[\W_]+(?<column>[0-9]{1,6}(?:\.[0-9]{1,6})?))\W*$",
        AnyCase)]
    private static partial Regex ActionForm();

    [GeneratedRegex(@"[0-9]{1,6}\.[0-9]{1,6}")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"track[\s_]*(?<number>[0-9]{1,6})")]
    private static partial Regex TrackForm();
}
