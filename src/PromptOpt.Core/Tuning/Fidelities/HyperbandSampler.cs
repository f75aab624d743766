namespace PromptOpt.Tuning.Fidelities;

/// <summary>
/// Successive halving with brackets of several kinds in turn, from many configurations that begin on little to few that begin on everything, so that nothing hangs on how much
/// a small part of the evaluation says (Li et al. 2018, algorithm 1). With a proposer that learns it is the scheme of Falkner, Klein &amp; Hutter 2018.
/// </summary>
/// <param name="proposer">Suggests new configurations; null, the default: at random.</param>
/// <param name="eta">One in so many goes on, at least 2. Default 3.</param>
/// <param name="halvings">How many times in the longest bracket, 0 to 10. Default 2, so that the lowest fidelity is a ninth.</param>
/// <param name="name">Its name; null, the default: <c>hyperband</c>. A study's history tells samplers apart by it.</param>
public sealed class HyperbandSampler(ISampler? proposer = null, int eta = 3, int halvings = 2, string? name = null) : ISampler
{
    // Li et al. 2018, algorithm 1: brackets s = s_max down to 0, each begun with ceil((s_max + 1) / (s + 1) eta^s) configurations.
    private readonly IReadOnlyList<IReadOnlyList<Rung>> _brackets =
        [.. Enumerable.Range(0, Math.Max(0, halvings) + 1).Select(i => halvings - i)
            .Select(s => Rung.Bracket((int)Math.Ceiling((halvings + 1) / (s + 1.0) * Math.Pow(eta, s) - 1e-9), s, eta))];

    /// <inheritdoc/>
    public string Name => name ?? "hyperband";

    /// <inheritdoc/>
    public bool FillsBrackets => true;

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => new BracketSearch(Name, proposer ?? new RandomSampler(), i => _brackets[i % _brackets.Count]).Next(context);
}
