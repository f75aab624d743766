namespace PromptOpt.Studies;

/// <summary>Trials of the same values on more and more rows: each has the rows that the ones before it lack (<see cref="Tuned.Continues"/>).</summary>
public static class TrialChain
{
    /// <summary>A trial behind those that it goes on from, the first first.</summary>
    /// <param name="trials">All trials of the study.</param>
    /// <param name="number">Number of the trial.</param>
    public static IReadOnlyList<int> Of(IEnumerable<Trial> trials, int number)
    {
        ArgumentNullException.ThrowIfNull(trials);
        var continues = trials.ToDictionary(trial => trial.Number, trial => trial.Tuned?.Continues);
        List<int> chain = [number];
        while (continues.TryGetValue(chain[0], out var earlier) && earlier is { } before) chain.Insert(0, before);
        return chain;
    }
}
