namespace PromptOpt.Cli.Benchmarking;

/// <summary>How many tokens the measured requests have: those of a usual evaluation, or fewer where the context is small.</summary>
/// <param name="contextTokens">Most tokens of a request.</param>
internal sealed class BenchSizes(int contextTokens)
{
    // Texts are cut at words, so a prompt may be some tokens longer than asked for.
    private const int Slack = 16;

    /// <summary>Prompt tokens where only prompts are measured.</summary>
    public int LongPrompt { get; } = Math.Min(512, contextTokens - Slack);

    /// <summary>Prompt tokens where only answers are measured.</summary>
    public int ShortPrompt { get; } = Math.Min(48, contextTokens / 2);

    /// <summary>Answer tokens of a request.</summary>
    public int Answer { get; } = Math.Min(32, contextTokens / 8);

    /// <summary>Prompt tokens of an evaluation that all rows share.</summary>
    public int Shared => Math.Min(300, contextTokens - Answer - Own - Slack);

    /// <summary>Prompt tokens of each row of an evaluation.</summary>
    public int Own { get; } = Math.Min(40, contextTokens / 6);
}
