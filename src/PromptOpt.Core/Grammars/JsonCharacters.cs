namespace PromptOpt.Grammars;

/// <summary>Characters as they are written inside a JSON string (RFC 8259, section 7).</summary>
internal static class JsonCharacters
{
    private static readonly (int Character, string Escape)[] Escapes =
        [('"', "\\\""), ('\\', "\\\\"), ('\b', "\\b"), ('\f', "\\f"), ('\n', "\\n"), ('\r', "\\r"), ('\t', "\\t")];

    private static readonly CodePointSet HexDigits = CodePointSet.Of(('0', '9'), ('a', 'f'), ('A', 'F'));

    /// <summary>Characters that stand for themselves.</summary>
    public static CodePointSet Plain { get; } = CodePointSet.All.Except(CodePointSet.Of((0, 0x1F), ('"', '"'), ('\\', '\\')));

    /// <summary>Any character, plain or escaped. Escapes of halves of characters are left out: alone they are no text.</summary>
    public static GrammarNode Any { get; } = GrammarNode.Choice(
        new CharacterNode(Plain),
        GrammarNode.Sequence(GrammarNode.Text("\\"), GrammarNode.Choice(
            new CharacterNode(CodePointSet.Of("\"\\/bfnrt".Select(c => ((int)c, (int)c)))),
            GrammarNode.Sequence(GrammarNode.Text("u"), GrammarNode.Choice(
                GrammarNode.Sequence(new CharacterNode(HexDigits.Except(CodePointSet.Of(('d', 'd'), ('D', 'D')))), Hex(3)),
                GrammarNode.Sequence(new CharacterNode(CodePointSet.Of(('d', 'd'), ('D', 'D'))), new CharacterNode(CodePointSet.Of(('0', '7'))), Hex(2)))))));

    /// <summary>One character of a set; null if the set holds none that can be written.</summary>
    public static GrammarNode? Of(CodePointSet set)
    {
        var plain = set.Except(CodePointSet.All.Except(Plain));
        var ways = Escapes.Where(escape => set.Contains(escape.Character)).Select(escape => GrammarNode.Text(escape.Escape)).ToList();
        if (plain.Ranges.Count > 0) ways.Insert(0, new CharacterNode(plain));
        return ways.Count > 0 ? GrammarNode.Choice(ways) : null;
    }

    private static RepeatNode Hex(int count) => new(new CharacterNode(HexDigits), count, count);
}
