namespace PromptOpt.LlamaCpp.Loading;

/// <summary>
/// Chooses, from a few calls at start-up, how many sequences to compute together and how many tokens a call may hold. More of either is only taken
/// if it is faster by a tenth: sequences take memory, and a long call lets arriving and cancelled requests wait.
/// </summary>
/// <param name="time">Time of one call with so many sequences of so many tokens each.</param>
internal sealed class ThroughputProbe(Func<int, int, TimeSpan> time)
{
    private const double WorthIt = 1.1;
    private const int Tries = 3;
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(0.25);

    /// <summary>Sequences to compute together.</summary>
    /// <param name="fewest">Where to begin.</param>
    /// <param name="most">As many as memory has room for.</param>
    public int Sequences(int fewest, int most) => Grow(fewest, most, count => count / Fastest(count, 1).TotalSeconds, _ => true);

    /// <summary>Tokens of a call.</summary>
    /// <param name="fewest">Where to begin.</param>
    /// <param name="most">As many as a sequence holds.</param>
    public int BatchTokens(int fewest, int most)
    {
        var expected = Fastest(1, Math.Min(fewest, 32)).TotalSeconds / Math.Min(fewest, 32);
        return Grow(fewest, most, tokens => tokens / Fastest(1, tokens).TotalSeconds, tokens => tokens * expected <= LongestCall.TotalSeconds);
    }

    private static int Grow(int count, int most, Func<int, double> speed, Func<int, bool> mayTry)
    {
        double? reached = null;
        while (2 * count <= most && mayTry(2 * count))
        {
            reached ??= speed(count);
            var next = speed(2 * count);
            if (next < WorthIt * reached) break;
            (count, reached) = (2 * count, next);
        }

        return count;
    }

    // The shortest of a few, since other programs only ever make a call longer.
    private TimeSpan Fastest(int sequences, int tokens) => Enumerable.Range(0, Tries).Min(_ => time(sequences, tokens));
}
