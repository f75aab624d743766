namespace PromptOpt.Tuning.Fidelities;

/// <summary>
/// Tries many configurations on a small part of the evaluation, and one in eta of them on eta times as much, until few are left on all of it
/// (Jamieson &amp; Talwalkar 2016), again and again with new ones.
/// </summary>
/// <param name="proposer">Suggests new configurations; null, the default: at random.</param>
/// <param name="eta">One in so many goes on, at least 2. Default 3.</param>
/// <param name="halvings">How many times, 0 to 10. Default 2, so that the lowest fidelity is a ninth.</param>
public sealed class SuccessiveHalvingSampler(ISampler? proposer = null, int eta = 3, int halvings = 2) : ISampler
{
    private readonly IReadOnlyList<Rung> _rungs = Rung.Bracket((int)Math.Pow(eta, halvings), halvings, eta);

    /// <inheritdoc/>
    public string Name => "successive-halving";

    /// <inheritdoc/>
    public bool FillsBrackets => true;

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => new BracketSearch(Name, proposer ?? new RandomSampler(), _ => _rungs).Next(context);
}
