namespace PromptOpt.Environments.External;

/// <summary>The program crashed, hung or wrote what is no message: it must be started again before anything else can be asked.</summary>
internal sealed class BrokenProgramException : PromptOptException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="end">Why the program is not used any more.</param>
    /// <param name="isSuspect">Whether this request was the oldest without an answer: the one that a program which takes them in turn was at.</param>
    public BrokenProgramException(ProgramEnd end, bool isSuspect)
        : base(end.Why) => (End, IsSuspect) = (end, isSuspect);

    /// <summary>Why the program is not used any more.</summary>
    public ProgramEnd End { get; }

    /// <summary>Whether this request is likely to be the cause.</summary>
    public bool IsSuspect { get; }
}
