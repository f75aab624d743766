namespace PromptOpt.Grammars;

/// <summary>A part of a grammar: what may be written.</summary>
internal abstract record GrammarNode
{
    /// <summary>The empty text.</summary>
    public static GrammarNode Nothing { get; } = new SequenceNode([]);

    /// <summary>Just this text.</summary>
    public static GrammarNode Text(string text) =>
        new SequenceNode([.. text.EnumerateRunes().Select(rune => new CharacterNode(CodePointSet.Of((rune.Value, rune.Value))))]);

    /// <summary>One after the other.</summary>
    public static GrammarNode Sequence(params IReadOnlyList<GrammarNode> parts) => parts is [var only] ? only : new SequenceNode(parts);

    /// <summary>One of them.</summary>
    public static GrammarNode Choice(params IReadOnlyList<GrammarNode> alternatives) =>
        alternatives is [var only] ? only : new ChoiceNode(alternatives);

    /// <summary>This or nothing.</summary>
    public static GrammarNode Optional(GrammarNode body) => new RepeatNode(body, 0, 1);
}

/// <summary>One character of a set.</summary>
internal sealed record CharacterNode(CodePointSet Characters) : GrammarNode;

/// <summary>Parts one after the other; none is the empty text.</summary>
internal sealed record SequenceNode(IReadOnlyList<GrammarNode> Parts) : GrammarNode;

/// <summary>One of several.</summary>
internal sealed record ChoiceNode(IReadOnlyList<GrammarNode> Alternatives) : GrammarNode;

/// <summary>A part from <paramref name="Low"/> to <paramref name="High"/> times; null is without limit.</summary>
internal sealed record RepeatNode(GrammarNode Body, int Low, int? High) : GrammarNode;

/// <summary>What another rule allows.</summary>
internal sealed record RuleNode(string Name, TextPlace Place) : GrammarNode;

/// <summary>A part with a name.</summary>
internal sealed record GrammarRule(string Name, GrammarNode Body, TextPlace Place);
