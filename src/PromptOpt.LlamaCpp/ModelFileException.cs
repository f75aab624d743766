namespace PromptOpt.LlamaCpp;

/// <summary>A model file cannot be used.</summary>
public sealed class ModelFileException : PromptOptException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="path">The file.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception was.</param>
    public ModelFileException(ModelFileProblem problem, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Problem = problem;
        Path = path;
    }

    /// <summary>What is wrong.</summary>
    public ModelFileProblem Problem { get; }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override int ExitCode => 2;
}
