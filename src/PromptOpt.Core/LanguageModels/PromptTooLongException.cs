namespace PromptOpt.LanguageModels;

/// <summary>A request does not fit the context. Nothing is ever cut off silently.</summary>
public sealed class PromptTooLongException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="outputTokens">Tokens the answer may need.</param>
    /// <param name="contextTokens">Tokens there is room for.</param>
    public PromptTooLongException(int promptTokens, int outputTokens, int contextTokens)
        : base($"The request needs {(long)promptTokens + outputTokens} tokens ({promptTokens} prompt + {outputTokens} answer), but a sequence holds " +
               $"{contextTokens}. Shorten the prompt, lower max_tokens, or give more room with --context.")
    {
        PromptTokens = promptTokens;
        OutputTokens = outputTokens;
        ContextTokens = contextTokens;
    }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; }

    /// <summary>Tokens the answer may need.</summary>
    public int OutputTokens { get; }

    /// <summary>Tokens there is room for.</summary>
    public int ContextTokens { get; }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
