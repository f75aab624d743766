using System.Collections.Concurrent;
using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>Makes the grammar of each constraint once, so that the rows of a dataset, which share it, share what is worked out for it.</summary>
internal sealed class TokenGrammars(IVocabulary vocabulary, int size)
{
    private const int Kept = 32;

    private readonly Lazy<SortedVocabulary> sorted = new(() => new SortedVocabulary(vocabulary, size));
    private readonly ConcurrentDictionary<AnswerConstraint, TokenGrammar> grammars = [];

    /// <summary>The limits of one answer, behind its prefix; null for no constraint.</summary>
    /// <exception cref="BadInputException">The constraint is wrong, or forbids the prefix.</exception>
    public AnswerLimits? For(AnswerConstraint? constraint, string answerPrefix)
    {
        if (constraint is null) return null;
        if (grammars.Count >= Kept) grammars.Clear();
        var grammar = grammars.GetOrAdd(constraint, key => new TokenGrammar(Grammar.For(key, "constraint"), sorted.Value));
        return new AnswerLimits(grammar, grammar.Grammar.After(answerPrefix), vocabulary);
    }
}
