using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Room for a reply of the writing model, where a request may be so long that not much is left of its context.</summary>
internal static class WriterRoom
{
    private const int FewestTokens = 64;

    /// <summary>Tokens of the chat's own marks, counted generously.</summary>
    private const int MarkTokens = 64;

    /// <summary>The tokens to ask for; null where less than the least room for an instruction is left.</summary>
    /// <param name="context">Counts tokens.</param>
    /// <param name="prompt">The request.</param>
    /// <param name="wanted">Tokens that would be enough.</param>
    public static int? For(ProposalContext context, ChatPrompt prompt, int wanted)
    {
        int left = context.Writer.ContextTokens - MarkTokens - prompt.Messages.Sum(message => context.Writer.CountTokens(message.Text));
        return left < FewestTokens ? null : Math.Min(wanted, left);
    }
}
