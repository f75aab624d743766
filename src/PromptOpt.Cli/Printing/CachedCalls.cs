using PromptOpt.Studies;

namespace PromptOpt.Cli.Printing;

/// <summary>Calls that the response cache answered.</summary>
/// <param name="Calls">How many.</param>
/// <param name="Tokens">Tokens charged for them, none of which were computed.</param>
internal sealed record CachedCalls(long Calls, long Tokens)
{
    /// <summary>As a part of what was spent.</summary>
    public static CachedCalls Of(Spending fromCache) => new(fromCache.Calls, fromCache.Tokens);

    /// <summary>Sums them up.</summary>
    public static Spending In(IEnumerable<Wave> waves)
    {
        var cached = waves.SelectMany(w => w.Rollouts).Where(r => r.IsFromCache).ToList();
        return new(cached.Sum(r => r.Calls), cached.Sum(r => r.ChargedTokens), 0);
    }

    /// <summary>Writes a line, if there are any.</summary>
    public void Write(TextWriter writer)
    {
        if (Calls > 0) writer.WriteLine($"Answered from cache: {Format.Count(Calls)} calls, {Format.Count(Tokens)} tokens");
    }
}
