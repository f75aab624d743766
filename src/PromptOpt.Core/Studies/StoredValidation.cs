using System.Collections.Concurrent;

namespace PromptOpt.Studies;

/// <summary>The validation rollouts of a study's trials. One that goes on from another has that one's rows before its own (<see cref="TrialChain"/>).</summary>
/// <param name="store">Where they are stored.</param>
public sealed class StoredValidation(IStudyStore store)
{
    /// <summary>What a trial goes on from is stored with it before it runs, and does not change.</summary>
    private readonly ConcurrentDictionary<int, IReadOnlyList<int>> _chains = [];

    /// <summary>Rollouts of a trial in row order; none where it has not run.</summary>
    /// <param name="trial">Number of the trial.</param>
    public IEnumerable<Rollout> Of(int trial) =>
        ChainOf(trial).SelectMany(number => store.ReadWaves(number)).Where(wave => wave.Key.Phase == Phase.Validation).SelectMany(wave => wave.Rollouts);

    private IReadOnlyList<int> ChainOf(int trial)
    {
        if (_chains.TryGetValue(trial, out var known)) return known;
        var trials = store.ReadTrials();
        var chain = TrialChain.Of(trials, trial);
        if (trials.Any(stored => stored.Number == trial)) _chains[trial] = chain;
        return chain;
    }
}
