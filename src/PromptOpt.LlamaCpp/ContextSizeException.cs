namespace PromptOpt.LlamaCpp;

/// <summary>The context asked for is smaller than the engine can work with, or larger than the model was trained for.</summary>
public sealed class ContextSizeException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">The bounds, the value and what to do.</param>
    public ContextSizeException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
