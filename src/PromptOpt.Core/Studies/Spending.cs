namespace PromptOpt.Studies;

/// <summary>What was paid.</summary>
/// <param name="Calls">Requests to a language model.</param>
/// <param name="Tokens">Prompt and output tokens as sent, cached or not: what budgets count.</param>
/// <param name="ComputedTokens">Tokens really computed.</param>
public readonly record struct Spending(long Calls, long Tokens, long ComputedTokens)
{
    /// <summary>Adds two amounts.</summary>
    public static Spending operator +(Spending a, Spending b) =>
        new(a.Calls + b.Calls, a.Tokens + b.Tokens, a.ComputedTokens + b.ComputedTokens);

    /// <summary>What waves cost together.</summary>
    public static Spending Of(IEnumerable<Wave> waves) => waves.Aggregate(default(Spending), (sum, wave) => sum + wave.Spending);

    /// <summary>Adds two amounts.</summary>
    public static Spending Add(Spending left, Spending right) => left + right;
}
