namespace PromptOpt;

/// <summary>
/// A failure that a person can act on: the message says what is wrong, where, and what to do. The program prints it as one line
/// and ends with <see cref="ExitCode"/>; anything else that escapes is a defect.
/// </summary>
public class PromptOptException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public PromptOptException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Process exit code: 1 where the machine failed (disk, memory, engine). Bad input overrides it with 2.</summary>
    public virtual int ExitCode => 1;
}
