using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.ScoreModels;

/// <summary>A score model as it stands at the beginning of a level: it predicts the values of proposals. A pure function of the history and of its randomness.</summary>
internal sealed class LevelScreen
{
    /// <summary>Mean absolute error to standard deviation of a normal distribution.</summary>
    private static readonly double DeviationOfError = Math.Sqrt(Math.PI / 2);

    private readonly Dictionary<int, Trial> _history;
    private readonly FeatureSpace _space;
    private readonly ScoreEnsemble _ensemble;
    private readonly double _seed;

    /// <summary>Learns.</summary>
    /// <param name="spec">What is asked of a proposal.</param>
    /// <param name="history">Trials of earlier levels.</param>
    /// <param name="table">Their pairs.</param>
    /// <param name="random">Randomness of the level.</param>
    public LevelScreen(ScoreModelSpec spec, IReadOnlyList<Trial> history, PairTable table, SeededRandom random)
    {
        (Spec, _space) = (spec, table.Space);
        _history = history.ToDictionary(trial => trial.Number);
        _ensemble = ScoreEnsemble.Fit(table, [.. Enumerable.Range(0, table.Pairs.Count)], random);
        _seed = _history[1].AdjustedValue ?? _history[1].Value ?? 0;
        Best = _seed + (ParentSelector.Ranked(history)[0].Lead ?? 0);
    }

    /// <summary>What is asked of a proposal.</summary>
    public ScoreModelSpec Spec { get; }

    /// <summary>Value of the best trial so far, on the seed prompt's rows.</summary>
    public double Best { get; }

    /// <summary>What is predicted of a proposal; null if its parent has no lead, so that nothing can be said.</summary>
    public ScreenedProposal? Judge(Trial proposal)
    {
        if (ProposalFacts.Of(proposal, _history) is not { } facts) return null;
        var predicted = _ensemble.Predict(_space.Vector(facts));
        double value = _seed + predicted.Lead, slack = predicted.Variance + predicted.Error;
        double deviation = Math.Sqrt(predicted.Variance + Math.Pow(DeviationOfError * predicted.Error, 2));
        return new(proposal, value, Math.Sqrt(predicted.Variance), Spec.Threshold * Best - slack, deviation);
    }
}
