using PromptOpt.Grammars;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>
/// The tokens of a vocabulary in the order of their bytes, each with the number of bytes that it shares with the one before: a trie laid flat,
/// so that a grammar looks at each shared beginning once. Control tokens, which are no text, are left out.
/// </summary>
internal sealed class SortedVocabulary
{
    private readonly int[] tokens;
    private readonly int[] shared;
    private readonly int[] starts;
    private readonly byte[] bytes;
    private readonly int[] ends;
    private readonly int longest;

    public SortedVocabulary(IVocabulary vocabulary, int size)
    {
        Size = size;
        var all = Enumerable.Range(0, size);
        ends = [.. all.Where(vocabulary.EndsGeneration)];
        tokens = [.. all.Where(token => !vocabulary.EndsGeneration(token) && vocabulary.Bytes(token).Length > 0)];
        var pieces = Array.ConvertAll(tokens, token => vocabulary.Bytes(token).ToArray());
        Array.Sort(pieces, tokens, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        shared = [.. pieces.Select((piece, i) => i == 0 ? 0 : pieces[i - 1].AsSpan().CommonPrefixLength(piece))];
        starts = new int[tokens.Length + 1];
        for (var i = 0; i < tokens.Length; i++) starts[i + 1] = starts[i] + pieces[i].Length;
        bytes = [.. pieces.SelectMany(piece => piece)];
        longest = pieces.Max(piece => piece.Length);
    }

    public int Size { get; }

    /// <summary>The tokens that may follow, as a set.</summary>
    public TokenSet After(GrammarState state)
    {
        var allowed = new TokenSet(Size);
        if (state.CanEnd) foreach (var end in ends) allowed.Add(end);
        var path = new GrammarState[longest + 1];
        path[0] = state;
        for (var i = 0; i < tokens.Length;)
        {
            var piece = bytes.AsSpan(starts[i]..starts[i + 1]);
            var depth = shared[i];
            while (depth < piece.Length && path[depth].Next(piece[depth]) is { } next) path[++depth] = next;
            if (depth == piece.Length) allowed.Add(tokens[i++]);
            else i = FirstWithOtherByte(i, depth);
        }

        return allowed;
    }

    // The tokens behind one that was rejected at a byte and that have the same bytes up to it are rejected too.
    private int FirstWithOtherByte(int i, int depth)
    {
        for (i++; i < tokens.Length && shared[i] > depth;) i++;
        return i;
    }
}
