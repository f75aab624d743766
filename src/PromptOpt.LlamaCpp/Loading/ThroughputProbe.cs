namespace PromptOpt.LlamaCpp.Loading;

/// <summary>
/// Chooses, from a few calls at start-up, how many sequences to compute together and how many tokens a call may hold. More of either is only taken
/// if it is faster by a tenth: sequences take memory, and a long call lets arriving and cancelled requests wait.
/// </summary>
/// <param name="time">Time of one call with so many sequences of so many tokens each.</param>
internal sealed class ThroughputProbe(Func<int, int, TimeSpan> time)
{
    private const double WorthIt = 1.1;
    private const int Tries = 2;
    private const double LongestCall = 0.25; // seconds

    /// <summary>Sequences to compute together.</summary>
    /// <param name="fewest">Where to begin.</param>
    /// <param name="most">As many as memory has room for.</param>
    public int Sequences(int fewest, int most)
    {
        if (2 * fewest > most) return fewest;
        double Speed(int sequences) => sequences / Fastest(sequences, 1);
        return Grow(fewest, most, Speed(fewest), Speed);
    }

    /// <summary>Tokens of a call.</summary>
    /// <param name="fewest">Where to begin.</param>
    /// <param name="most">As many as a sequence holds.</param>
    public int BatchTokens(int fewest, int most)
    {
        double Speed(int tokens) => tokens / Fastest(1, tokens);
        return TakesTooLong(2 * fewest, Speed(fewest / 4)) ? fewest : Grow(fewest, most, Speed(fewest), Speed);
    }

    private static int Grow(int count, int most, double reached, Func<int, double> speed)
    {
        while (2 * count <= most && !TakesTooLong(2 * count, reached))
        {
            var next = speed(2 * count);
            if (next < WorthIt * reached) break;
            (count, reached) = (2 * count, next);
        }

        return count;
    }

    private static bool TakesTooLong(int tokens, double speed) => tokens / speed > LongestCall;

    // The shortest of a few, since other programs only ever make a call longer.
    private double Fastest(int sequences, int tokens) => Enumerable.Range(0, Tries).Min(_ => time(sequences, tokens).TotalSeconds);
}
