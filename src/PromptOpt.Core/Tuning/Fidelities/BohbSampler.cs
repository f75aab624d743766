namespace PromptOpt.Tuning.Fidelities;

/// <summary>
/// BOHB (Falkner, Klein and Hutter 2018): the brackets of <see cref="HyperbandSampler"/>, with new configurations from a tree-structured Parzen estimator of the results on the highest
/// fidelity that has enough of them, and one in three at random, so that a model of misleading small parts cannot lead the search astray for ever.
/// </summary>
/// <param name="eta">One in so many goes on, at least 2. Default 3.</param>
/// <param name="halvings">How many times in the longest bracket, 0 to 10. Default 2, so that the lowest fidelity is a ninth.</param>
public sealed class BohbSampler(int eta = 3, int halvings = 2) : ISampler
{
    private readonly HyperbandSampler _brackets = new(new HighestFidelityTpe(), eta, halvings, "bohb");

    /// <inheritdoc/>
    public string Name => _brackets.Name;

    /// <inheritdoc/>
    public bool FillsBrackets => true;

    /// <inheritdoc/>
    public Suggestion Suggest(SamplerContext context) => _brackets.Suggest(context);
}
