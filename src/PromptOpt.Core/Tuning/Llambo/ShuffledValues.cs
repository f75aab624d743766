namespace PromptOpt.Tuning.Llambo;

/// <summary>
/// A history whose values stand on other trials: what is known of the parameters is gone, and all else is as before. The same for every trial of a study, and what was
/// shown once changes at one place alone when a value is added (the inside-out form of the shuffle of Fisher and Yates).
/// </summary>
internal static class ShuffledValues
{
    /// <summary>The context with the values of what was run shuffled by the study's seed.</summary>
    public static SamplerContext Of(SamplerContext context)
    {
        var complete = context.Complete.ToList();
        var random = context.Study.Fork(RandomKeys.Evidence);
        int[] from = new int[complete.Count];
        for (int i = 0; i < from.Length; i++)
        {
            int place = random.Next(i + 1);
            from[i] = from[place];
            from[place] = i;
        }

        var shown = complete.Select((o, i) => (o.Number, Other: complete[from[i]])).ToDictionary(pair => pair.Number, pair => pair.Other);
        return context with
        {
            History = [.. context.History.Select(o => shown.TryGetValue(o.Number, out var other) ? o with { Value = other.Value, StandardError = other.StandardError } : o)],
        };
    }
}
