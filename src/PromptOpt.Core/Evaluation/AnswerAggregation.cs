using PromptOpt.Candidates;

namespace PromptOpt.Evaluation;

/// <summary>Chooses one of several answers to the same question without knowing the right one.</summary>
internal static class AnswerAggregation
{
    /// <summary>Index of the answer that counts. Replies without an answer count only where there is no other: then it is the first.</summary>
    /// <param name="how">The rule.</param>
    /// <param name="keys">What was found in each reply, made comparable; null where nothing was.</param>
    /// <param name="logProbabilities">Mean token log-probability of each reply; null where it is not known.</param>
    public static int Choose(Aggregation how, IReadOnlyList<string?> keys, IReadOnlyList<double?> logProbabilities)
    {
        int[] readable = [.. Enumerable.Range(0, keys.Count).Where(i => keys[i] is not null)];
        if (readable.Length == 0) return 0;
        return how switch
        {
            Aggregation.MajorityVote => readable.GroupBy(i => keys[i]).MaxBy(same => same.Count())!.First(), // groups stand in the order of their first, and the first of the largest is taken
            Aggregation.BestLogProbability => readable.MaxBy(i => logProbabilities[i] ?? double.NegativeInfinity),
            _ => readable[0],
        };
    }
}
