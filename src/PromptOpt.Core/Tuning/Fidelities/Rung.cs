namespace PromptOpt.Tuning.Fidelities;

/// <summary>A step of a bracket.</summary>
/// <param name="Count">How many configurations are tried on it, at least 1.</param>
/// <param name="Fidelity">How much of the full evaluation each gets, above 0 and at most 1.</param>
internal sealed record Rung(int Count, double Fidelity)
{
    /// <summary>The rungs of a bracket of successive halving, lowest first; the last is the full evaluation (Li et al. 2018, algorithm 1).</summary>
    /// <param name="starts">Configurations on the lowest rung.</param>
    /// <param name="halvings">How many times the better ones go on.</param>
    /// <param name="eta">One in so many goes on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 or more than 10 halvings, or eta is below 2.</exception>
    public static IReadOnlyList<Rung> Bracket(int starts, int halvings, int eta)
    {
        if (eta < 2) throw new ArgumentOutOfRangeException(nameof(eta), "eta must be at least 2");
        if (halvings is < 0 or > 10) throw new ArgumentOutOfRangeException(nameof(halvings), "halvings must be 0 to 10");
        return [.. Enumerable.Range(0, halvings + 1).Select(i => new Rung(Math.Max(1, (int)(starts / Math.Pow(eta, i) + 1e-9)), Math.Pow(eta, i - halvings)))];
    }
}
