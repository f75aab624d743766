namespace PromptOpt;

/// <summary>Something the user wrote or passed is wrong: a file, an option, a name. Ends the program with exit code 2.</summary>
public sealed class BadInputException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="message">What is wrong, where (<c>file:line:column</c> for a file), and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public BadInputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
