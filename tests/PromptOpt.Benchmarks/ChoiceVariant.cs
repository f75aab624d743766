using PromptOpt.LanguageModels;

namespace PromptOpt.Benchmarks;

/// <summary>A way to get a label for a prompt.</summary>
/// <param name="Name">Its name in the CSV file.</param>
/// <param name="AskAsync">Asks for the label of one prompt, and says what that cost.</param>
internal sealed record ChoiceVariant(string Name, Func<ChatPrompt, Task<CallUsage>> AskAsync)
{
    /// <summary>Answer tokens of every request so far; for scoring, label tokens looked at.</summary>
    public List<double> OutputTokens { get; } = [];
}
