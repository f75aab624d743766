namespace PromptOpt.Evaluation;

/// <summary>Token limit of answers where the task gives none.</summary>
public static class DefaultMaxTokens
{
    /// <summary>Of one action of an episode: room for a sentence. Tasks whose actions are longer say so.</summary>
    public const int OfAction = 64;

    /// <summary>Of one step of thought: room for two or three sentences.</summary>
    public const int OfThought = 128;

    /// <summary>Twice the 95th percentile (nearest rank) of the targets' length, at least 1.</summary>
    /// <param name="targets">Expected answers; at least one.</param>
    /// <param name="countTokens">Tokens of a text, by the model's own tokenizer.</param>
    public static int For(IEnumerable<string> targets, Func<string, int> countTokens)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(countTokens);
        var lengths = targets.Select(countTokens).Order().ToList();
        if (lengths.Count == 0) throw new ArgumentException("needs at least one target", nameof(targets));
        var rank = ((lengths.Count * 95) + 99) / 100;
        return Math.Max(1, 2 * lengths[rank - 1]);
    }
}
