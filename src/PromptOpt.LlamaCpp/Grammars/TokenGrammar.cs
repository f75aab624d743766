using PromptOpt.Grammars;

namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>A grammar over the tokens of one vocabulary. Which tokens a state allows is kept, since the answers under one grammar meet the same states.</summary>
internal sealed class TokenGrammar(Grammar grammar, SortedVocabulary vocabulary)
{
    private const int MostKept = 2_000; // 6 KB each for 49,152 tokens

    private readonly Lock guard = new();
    private readonly Dictionary<GrammarState, TokenSet> sets = [];

    public Grammar Grammar { get; } = grammar;

    /// <summary>The tokens that may follow.</summary>
    public TokenSet After(GrammarState state)
    {
        lock (guard)
        {
            if (sets.TryGetValue(state, out var set)) return set;
            if (sets.Count >= MostKept) sets.Clear();
            return sets[state] = vocabulary.After(state);
        }
    }
}
