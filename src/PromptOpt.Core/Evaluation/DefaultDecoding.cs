using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Decoding of a seed candidate whose task says nothing about it.</summary>
public static class DefaultDecoding
{
    /// <summary>Temperature 0, and as token limit twice the 95th percentile (nearest rank) of the targets' length, at least 1.</summary>
    /// <param name="targets">Expected answers; at least one.</param>
    /// <param name="countTokens">Tokens of a text, by the model's own tokenizer.</param>
    public static DecodingParameters For(IEnumerable<string> targets, Func<string, int> countTokens)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(countTokens);
        var lengths = targets.Select(countTokens).Order().ToList();
        if (lengths.Count == 0) throw new ArgumentException("needs at least one target", nameof(targets));
        var rank = ((lengths.Count * 95) + 99) / 100;
        return new DecodingParameters { MaxTokens = Math.Max(1, 2 * lengths[rank - 1]) };
    }

    /// <summary>The same from a task's train rows alone, so nothing about the other splits is looked at.</summary>
    /// <param name="data">The task's rows.</param>
    /// <param name="countTokens">Tokens of a text, by the model's own tokenizer.</param>
    public static DecodingParameters For(TaskData data, Func<string, int> countTokens)
    {
        ArgumentNullException.ThrowIfNull(data);
        return For(data.Train.Select(row => row.Target), countTokens);
    }
}
