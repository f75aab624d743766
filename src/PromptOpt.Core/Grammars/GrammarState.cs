namespace PromptOpt.Grammars;

/// <summary>
/// How far an answer has come in its grammar. Immutable; equal beginnings lead to the same object, so what is worked out for a state can be
/// kept by it. Safe for concurrent use.
/// </summary>
public sealed class GrammarState
{
    private static readonly GrammarState Dead = new();

    private readonly GrammarMatcher? _matcher;
    private readonly byte[] _classes = [];
    private readonly GrammarState?[] _next = [];

    internal GrammarState(GrammarMatcher matcher, byte[] classes, int classCount, IReadOnlyList<(int State, StackNode Node)> positions, bool canEnd)
    {
        (_matcher, _classes, Positions, CanEnd) = (matcher, classes, positions, canEnd);
        _next = new GrammarState?[classCount];
    }

    private GrammarState() => Positions = [];

    /// <summary>Whether the answer may end here.</summary>
    public bool CanEnd { get; }

    /// <summary>Whether the answer must end here, since nothing can follow.</summary>
    public bool MustEnd => Positions.Count == 0;

    internal IReadOnlyList<(int State, StackNode Node)> Positions { get; }

    /// <summary>The state after one more byte; null if the grammar rejects it.</summary>
    /// <param name="value">A byte of the answer in UTF-8.</param>
    public GrammarState? Next(byte value)
    {
        var next = Volatile.Read(ref _next[_classes[value]]) ?? Step(value);
        return next == Dead ? null : next;
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

    private GrammarState Step(byte value)
    {
        var next = _matcher!.Step(this, value) ?? Dead;
        Volatile.Write(ref _next[_classes[value]], next);
        return next;
    }
}
