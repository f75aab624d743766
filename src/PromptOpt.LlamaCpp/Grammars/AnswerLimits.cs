using PromptOpt.Grammars;
using PromptOpt.LlamaCpp.Text;

namespace PromptOpt.LlamaCpp.Grammars;

/// <summary>What one answer may go on with. Used by one thread at a time.</summary>
internal sealed class AnswerLimits(TokenGrammar grammar, GrammarState start, IVocabulary vocabulary)
{
    private GrammarState state = start;

    /// <summary>Whether nothing can follow but the end.</summary>
    public bool MustEnd => state.MustEnd;

    /// <summary>Whether the token may come next. Much cheaper than <see cref="Restrict"/> in a new state.</summary>
    public bool Allows(int token)
    {
        if (vocabulary.EndsGeneration(token)) return state.CanEnd;
        var bytes = vocabulary.Bytes(token);
        return bytes.Length > 0 && state.Next(bytes) is not null;
    }

    /// <summary>Makes all tokens impossible that may not come next.</summary>
    /// <exception cref="BadInputException">None is left.</exception>
    public void Restrict(Span<float> logits)
    {
        if (grammar.After(state).Restrict(logits)) return;
        throw new BadInputException(
            "no token fits the answer's grammar here: the model has none for the characters that it allows, or logit_bias bans them; change the grammar or the bias");
    }

    /// <summary>Goes on behind a token that is allowed and no end.</summary>
    public void Accept(int token) =>
        state = state.Next(vocabulary.Bytes(token)) ?? throw new InvalidOperationException($"token {token} was drawn though the grammar rejects it");
}
