using PromptOpt.Grammars;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>
/// The tokens of a vocabulary in the order of their bytes, each with the number of bytes that it shares with the one before: a trie laid flat,
/// so that a grammar looks at each shared beginning once. Control tokens, which are no text, are left out.
/// </summary>
internal sealed class SortedVocabulary
{
    private readonly IVocabulary vocabulary;
    private readonly int[] tokens;
    private readonly int[] shared;
    private readonly int[] ends;

    public SortedVocabulary(IVocabulary vocabulary, int size)
    {
        this.vocabulary = vocabulary;
        Size = size;
        var all = Enumerable.Range(0, size);
        ends = [.. all.Where(vocabulary.EndsGeneration)];
        tokens = [.. all.Where(token => !vocabulary.EndsGeneration(token) && vocabulary.Bytes(token).Length > 0)];
        Array.Sort(tokens, (left, right) => vocabulary.Bytes(left).SequenceCompareTo(vocabulary.Bytes(right)));
        shared = [.. tokens.Select((token, i) => i == 0 ? 0 : vocabulary.Bytes(tokens[i - 1]).CommonPrefixLength(vocabulary.Bytes(token)))];
    }

    public int Size { get; }

    /// <summary>The tokens that may follow, as a set.</summary>
    public TokenSet After(GrammarState state)
    {
        var allowed = new TokenSet(Size);
        if (state.CanEnd) foreach (var end in ends) allowed.Add(end);
        var path = new List<GrammarState> { state };
        for (var i = 0; i < tokens.Length;)
        {
            path.RemoveRange(shared[i] + 1, path.Count - shared[i] - 1);
            if (Walk(tokens[i], path))
            {
                allowed.Add(tokens[i++]);
                continue;
            }

            for (i++; i < tokens.Length && shared[i] >= path.Count; i++) // these have the same byte where this one was rejected
            {
            }
        }

        return allowed;
    }

    private bool Walk(int token, List<GrammarState> path)
    {
        foreach (var value in vocabulary.Bytes(token)[(path.Count - 1)..])
        {
            if (path[^1].Next(value) is not { } next) return false;
            path.Add(next);
        }

        return true;
    }
}
