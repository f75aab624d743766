using PromptOpt.LanguageModels;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>
/// Gives the contenders more validation rows than the race had. Whose turn it is depends on the stored trials alone and is asked again after every wave,
/// so a resumed session goes on as if it had not been interrupted. Nobody is stopped here, and nobody's rows end because it looks good: what the choice
/// and the gate look at must not depend on a lucky moment to stop.
/// </summary>
internal sealed class Contenders(SessionScope scope, ValidationWaves validation)
{
    /// <summary>Spends the rows that lost races have saved so far on the seed prompt, the best trial and the second.</summary>
    public Task SpendSavedAsync(Dictionary<int, Trial> trials, CancellationToken cancellationToken) =>
        RunAsync(trials, () => Next(trials, 2) is { } next && Saved(trials.Values) >= WaveOf(next) ? next : null, cancellationToken);

    /// <summary>Spends what the search left of the budget on the seed prompt and the best trial. Nothing if no trial is better than the seed prompt.</summary>
    public Task SpendRestAsync(Dictionary<int, Trial> trials, CancellationToken cancellationToken) =>
        RunAsync(trials, () => scope.Order.Ranked(trials.Values)[0].Number == 1 ? null : Next(trials, 1), cancellationToken);

    /// <summary>The one with the fewest rows among the seed prompt and the best trials; the seed prompt first, so that it has every row that another has.</summary>
    private Trial? Next(Dictionary<int, Trial> trials, int best) =>
        scope.Order.Ranked(trials.Values).Take(best).Prepend(trials[1]).Where(t => t.Rows < scope.ValidationRows.Count).MinBy(t => t.Rows);

    private int WaveOf(Trial trial) => Math.Min(scope.Options.WaveRows, scope.ValidationRows.Count - trial.Rows);

    private int Saved(IEnumerable<Trial> trials) => trials.Sum(t => t.RowsSaved - Math.Max(0, t.Rows - scope.RaceRows));

    private async Task RunAsync(Dictionary<int, Trial> trials, Func<Trial?> next, CancellationToken cancellationToken)
    {
        try
        {
            while (next() is { } trial)
            {
                trials[trial.Number] = await GrowAsync(trial, scope.Order.Ranked(trials.Values)[0].Number, cancellationToken);
                scope.Reporter.Standing(trials);
            }
        }
        catch (BudgetSpentException)
        {
            // What is left belongs to the final test.
        }
    }

    private async Task<Trial> GrowAsync(Trial trial, int best, CancellationToken cancellationToken)
    {
        try
        {
            return await validation.NextAsync(trial, scope.ValidationRows.Count, best, cancellationToken);
        }
        catch (PromptOptException error) when (trial.Number > 1 && error is BadInputException or PromptTooLongException)
        {
            var failed = trial.FailedBy(error);
            scope.Store.SaveTrial(failed);
            return failed;
        }
    }
}
