namespace PromptOpt.LlamaCpp;

/// <summary>The native code failed while computing a request. Other requests go on; the same one can be tried again.</summary>
public sealed class EngineFailedException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public EngineFailedException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
