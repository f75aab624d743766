namespace PromptOpt.LlamaCpp;

/// <summary>The chat template of a model, or the one asked for, is none that llama.cpp can apply without a template interpreter.</summary>
public sealed class UnknownChatTemplateException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public UnknownChatTemplateException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
