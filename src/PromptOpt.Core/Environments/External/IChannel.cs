namespace PromptOpt.Environments.External;

/// <summary>A running program as two streams of bytes: a process, or in tests a pair of pipes.</summary>
internal interface IChannel : IAsyncDisposable
{
    /// <summary>What the program reads.</summary>
    Stream Input { get; }

    /// <summary>What the program writes.</summary>
    Stream Output { get; }

    /// <summary>The last lines it wrote to stderr, oldest first.</summary>
    IReadOnlyList<string> LastErrors { get; }

    /// <summary>Waits for its end.</summary>
    /// <param name="patience">Longest wait.</param>
    /// <returns>How it ended, e.g. <c>exited with code 3</c>; null if it goes on.</returns>
    Task<string?> EndAsync(TimeSpan patience);

    /// <summary>Ends it at once, and all it started. Does nothing if it has ended.</summary>
    void Kill();
}
