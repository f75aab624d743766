namespace PromptOpt.LlamaCpp;

/// <summary>The llama.cpp libraries are missing, cannot be loaded, or are not a version whose binary interface is known.</summary>
public sealed class NativeLibraryException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public NativeLibraryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
