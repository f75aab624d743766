namespace PromptOpt.Environments;

/// <summary>An environment failed: a machine's failure, not the agent's. What was stored before is kept, and the study can be resumed.</summary>
public sealed class EnvironmentException : PromptOptException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, where, and what to do.</param>
    /// <param name="inner">The cause; may be null.</param>
    public EnvironmentException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
