namespace PromptOpt.Grammars;

/// <summary>
/// A grammar as states over bytes: from a state one can take a byte, call a rule and come back to another state, or leave the rule. Steps
/// that take nothing are worked out beforehand, and calls of rules that allow the empty text may be passed over.
/// </summary>
internal sealed class GrammarNetwork
{
    /// <summary>For each state, the bytes it takes and where they lead.</summary>
    public required IReadOnlyList<(byte Low, byte High, int Target)[]> Bytes { get; init; }

    /// <summary>For each state, the rules it calls and the states to return to.</summary>
    public required IReadOnlyList<(int Rule, int Return)[]> Calls { get; init; }

    /// <summary>For each state, whether its rule may end there.</summary>
    public required IReadOnlyList<bool> Ends { get; init; }

    /// <summary>For each rule, the state it begins in.</summary>
    public required IReadOnlyList<int> Starts { get; init; }

    /// <summary>For each rule, its rank: a rule comes after those that can call it before they take a byte.</summary>
    public required IReadOnlyList<int> Ranks { get; init; }

    /// <summary>The rule an answer begins with.</summary>
    public required int Root { get; init; }

    /// <summary>For each byte, its class: bytes of one class lead to the same states everywhere.</summary>
    public required byte[] Classes { get; init; }

    /// <summary>How many classes of bytes there are.</summary>
    public required int ClassCount { get; init; }

    /// <summary>Whether nothing but leaving the rule is possible.</summary>
    public bool OnlyEnds(int state) => Ends[state] && Bytes[state].Length == 0 && Calls[state].Length == 0;
}
