namespace PromptOpt.LlamaCpp;

/// <summary>There is not enough memory for a model with the context and the number of sequences asked for.</summary>
public sealed class EngineMemoryException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What does not fit, with numbers, and what to do.</param>
    public EngineMemoryException(string message)
        : base(message)
    {
    }
}
