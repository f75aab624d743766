using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>
/// A trial against the incumbent on the rows that both were run on: the train rows they share, which are paid for anyway, then the validation rows.
/// The train rows only help to stop a trial early; its value comes from validation alone.
/// </summary>
internal sealed class Race
{
    private readonly double[] _trainScores;
    private readonly double[] _incumbentScores;
    private readonly int _plannedRows;

    private Race(double[] trainScores, double[] incumbentScores, int plannedRows)
    {
        (_trainScores, _incumbentScores, _plannedRows) = (trainScores, incumbentScores, plannedRows);
    }

    /// <summary>Train rows that both were run on.</summary>
    public int SharedTrainRows => _trainScores.Length;

    /// <summary>Pairs the stored train rows by example.</summary>
    public static Race Between(IEnumerable<Wave> trial, IReadOnlyList<Wave> incumbent, int validationRows)
    {
        var known = Scores(incumbent, Phase.Train).ToDictionary(r => r.ExampleId, r => r.Score!.Value);
        var shared = Scores(trial, Phase.Train).Where(r => known.ContainsKey(r.ExampleId)).ToArray();
        double[] against = [.. shared.Select(r => known[r.ExampleId]), .. Scores(incumbent, Phase.Validation).Select(r => r.Score!.Value)];
        return new(shared.Select(r => r.Score!.Value).ToArray(), against, shared.Length + validationRows);
    }

    /// <summary>Whether the pruner would stop the trial with these validation scores.</summary>
    public bool ShouldStop(IPruner pruner, IEnumerable<double> validationScores) =>
        pruner.ShouldStop([.. _trainScores, .. validationScores], _incumbentScores, _plannedRows);

    private static IEnumerable<Rollout> Scores(IEnumerable<Wave> waves, Phase phase) =>
        waves.Where(w => w.Key.Phase == phase).SelectMany(w => w.Rollouts).Where(r => r.Score is not null);
}
