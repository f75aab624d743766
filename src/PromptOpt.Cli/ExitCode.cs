namespace PromptOpt.Cli;

/// <summary>What the process ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The machine or the program failed.</summary>
    public const int Failed = 1;

    /// <summary>Usage or bad input.</summary>
    public const int Usage = 2;

    /// <summary>Finished neither improved nor cheaper, and <c>--require-improvement</c> asked for one.</summary>
    public const int NotImproved = 3;

    /// <summary>Cancelled.</summary>
    public const int Cancelled = 130;
}
