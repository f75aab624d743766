using System.Text.RegularExpressions;

namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>Reads and writes actions.</summary>
internal static partial class BlocksReplies
{
    /// <summary>What a reply must look like.</summary>
    public const string Form =
        "write one of: pick up the X block; put down the X block; stack the X block on top of the Y block; unstack the X block from on top of the Y block";

    /// <summary>The action as it is to be written.</summary>
    public static string Write(BlocksAction action) => action.Verb switch
    {
        BlocksVerb.PickUp => $"pick up the {action.Block} block",
        BlocksVerb.PutDown => $"put down the {action.Block} block",
        BlocksVerb.Stack => $"stack the {action.Block} block on top of the {action.Other} block",
        _ => $"unstack the {action.Block} block from on top of the {action.Other} block",
    };

    /// <summary>All actions named in a text. A word counts as a block if it is a colour of any block, or if 'block' follows.</summary>
    public static IEnumerable<BlocksAction> Find(string reply)
    {
        foreach (Match match in ActionPattern().Matches(reply.ToLowerInvariant()))
        {
            var verb = Verb(match.Groups["verb"].Value);
            if (Block(match, "a") is not { } block) continue;
            if (verb is BlocksVerb.PickUp or BlocksVerb.PutDown) yield return new(verb, block);
            else if (Block(match, "b") is { } other) yield return new(verb, block, other);
        }
    }

    /// <summary>Whether a reply has the published form: its first word is a verb, and it speaks of a block.</summary>
    public static bool IsPublishedForm(string reply) =>
        reply.ToLowerInvariant() is var text && text.Contains("block", StringComparison.Ordinal) && text.Split(' ')[0] is "pick" or "put" or "stack" or "unstack";

    /// <summary>The action of a reply in the published form: verb, and blocks in the order they are named; null if too few are.</summary>
    public static BlocksAction? FindPublished(string reply)
    {
        string text = reply.ToLowerInvariant();
        string[] blocks = [.. PublishedBlockPattern().Matches(text).Select(match => match.Groups[1].Value)];
        var verb = Verb(text.Split(' ')[0]);
        bool isSingle = verb is BlocksVerb.PickUp or BlocksVerb.PutDown;
        return blocks.Length < (isSingle ? 1 : 2) ? null : new(verb, blocks[0], isSingle ? null : blocks[1]);
    }

    private static string? Block(Match match, string name)
    {
        string colour = match.Groups[name].Value;
        return match.Groups[name + "block"].Success || BlocksState.Colours.Contains(colour) ? colour : null;
    }

    private static BlocksVerb Verb(string word) => word[..2] switch
    {
        "pi" => BlocksVerb.PickUp,
        "pu" => BlocksVerb.PutDown,
        "st" => BlocksVerb.Stack,
        _ => BlocksVerb.Unstack,
    };

    [GeneratedRegex(
        @"\b(?<verb>pick(?:\s+up)?|put\s+down|stack|unstack)\s+(?:the\s+)?(?<a>[a-z]+)\b(?<ablock>\s+block\b)?"
        + @"(?:\s+(?:from\s+)?(?:on\s+top\s+of|onto|on|from|off)\s+(?:the\s+)?(?<b>[a-z]+)\b(?<bblock>\s+block\b)?)?",
        RegexOptions.CultureInvariant)]
    private static partial Regex ActionPattern();

    [GeneratedRegex(@"\b(red|blue|orange|yellow) block", RegexOptions.CultureInvariant)]
    private static partial Regex PublishedBlockPattern();
}
