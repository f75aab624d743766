namespace PromptOpt.Cli;

/// <summary>What the program sees of the process it runs in; tests hand in their own.</summary>
internal sealed record CliHost
{
    /// <summary>Results go here and nowhere else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, notes and errors go here.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where the user stands.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>Where the program lies.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Whether <see cref="Error"/> is a terminal.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns and lines of that terminal, read again for every frame.</summary>
    public Func<(int Width, int Height)> TerminalSize { get; init; } = () => (80, 24);

    /// <summary>Columns that a result may take; null where it is not read on a terminal.</summary>
    public int? OutWidth { get; init; }

    /// <summary>This process.</summary>
    /// <exception cref="BadInputException">The folder that it was started in is gone.</exception>
    public static CliHost Current() => new()
    {
        Out = StandardStream.Needed(Console.Out),
        Error = StandardStream.Optional(Console.Error),
        CurrentDirectory = ReadCurrentDirectory(),
        BaseDirectory = AppContext.BaseDirectory,
        Variable = Environment.GetEnvironmentVariable,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        TerminalSize = ReadSize,
        OutWidth = Console.IsOutputRedirected ? null : ReadSize().Width,
    };

    private static string ReadCurrentDirectory()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException e)
        {
            throw new BadInputException("the current folder is gone, or cannot be read; change into one that is there", e);
        }
    }

    private static (int Width, int Height) ReadSize()
    {
        try
        {
            var (width, height) = (Console.WindowWidth, Console.WindowHeight);
            return (width > 0 ? width : 80, height > 0 ? height : 24);
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }
}
