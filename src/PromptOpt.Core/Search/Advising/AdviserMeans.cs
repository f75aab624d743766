using PromptOpt.Studies;

namespace PromptOpt.Search.Advising;

/// <summary>
/// Whether an adviser keeps within its share of the tokens. What it was asked for an earlier trial does not change any more, so that is read once a trial; what the search has cost is one sum, since contenders get
/// more rows all the time. Waves of the trial that is asked for do not count: they may be stored in part, and a resumed study must decide alike.
/// </summary>
/// <param name="store">The study.</param>
internal sealed class AdviserMeans(IStudyStore store)
{
    private readonly List<long> _own = []; // tokens of the adviser, by trial

    /// <summary>Whether one more trial keeps the adviser within a share, if it costs as much as the dearest so far.</summary>
    /// <param name="trial">Number of the trial, above all that have waves.</param>
    /// <param name="share">The share, above 0 and at most 1.</param>
    public bool Suffice(int trial, double share)
    {
        while (_own.Count < trial - 1) _own.Add(AdviserCost.Advice(store.ReadWaves(_own.Count + 1)).Tokens);
        long search = SearchSpending.Of(store).Tokens - store.ReadWaves(trial).Sum(wave => wave.Spending.Tokens);
        long own = _own.Sum(), dearest = _own.DefaultIfEmpty().Max();
        return own + dearest <= share * (search + dearest);
    }
}
