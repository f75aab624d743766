namespace PromptOpt.Grammars;

/// <summary>
/// How far an answer has come in its grammar. Immutable; equal beginnings lead to the same object, so what is worked out for a state can be
/// kept by it. Safe for concurrent use.
/// </summary>
public sealed class GrammarState
{
    private readonly GrammarMatcher _matcher;
    private readonly GrammarState?[] _next;
    private readonly bool[] _known;

    internal GrammarState(GrammarMatcher matcher, IReadOnlyList<(int State, StackNode Node)> positions, bool canEnd)
    {
        (_matcher, Positions, CanEnd) = (matcher, positions, canEnd);
        _next = matcher.NewTable();
        _known = new bool[_next.Length];
    }

    /// <summary>Whether the answer may end here.</summary>
    public bool CanEnd { get; }

    /// <summary>Whether the answer must end here, since nothing can follow.</summary>
    public bool MustEnd => Positions.Count == 0;

    internal IReadOnlyList<(int State, StackNode Node)> Positions { get; }

    /// <summary>The state after one more byte; null if the grammar rejects it.</summary>
    /// <param name="value">A byte of the answer in UTF-8.</param>
    public GrammarState? Next(byte value)
    {
        var index = _matcher.ClassOf(value);
        if (Volatile.Read(ref _known[index])) return _next[index];
        var next = _matcher.Step(this, value);
        _next[index] = next;
        Volatile.Write(ref _known[index], true);
        return next;
    }

    /// <summary>The state after more bytes; null if the grammar rejects one of them.</summary>
    /// <param name="utf8">Bytes of the answer in UTF-8; may end inside a character.</param>
    public GrammarState? Next(ReadOnlySpan<byte> utf8)
    {
        var state = this;
        foreach (var value in utf8)
        {
            if (state.Next(value) is not { } next) return null;
            state = next;
        }
        return state;
    }
}
