using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.ScoreModels;

/// <summary>The score model of a session: fitted anew at every level to all earlier ones, and used there only if it has earned it.</summary>
internal sealed class ProposalScreens(SessionScope scope, SearchPlan plan)
{
    private readonly ScoreModelSpec _spec = scope.Task.Search.ScoreModel ?? new();

    private (int Level, LevelScreen? Screen) _current;
    private bool? _told;

    /// <summary>The screening of a trial; null where no score model is on.</summary>
    /// <param name="trial">Number of the trial.</param>
    /// <param name="level">Its level, from 1.</param>
    /// <param name="history">Trials of earlier levels.</param>
    public TrialScreening? Of(int trial, int level, IReadOnlyList<Trial> history)
    {
        if (!plan.Screens || level < _spec.FromLevel) return null;
        if (_current.Level != level) _current = (level, Learn(level, history));
        return _current.Screen is { } screen ? new(screen, ScoreModelRandom.OfTrial(scope.Random, trial)) : null;
    }

    private LevelScreen? Learn(int level, IReadOnlyList<Trial> history)
    {
        var pairs = ScorePair.Of(history);
        if (pairs.Length == 0) return null;
        var random = ScoreModelRandom.OfLevel(scope.Random, level);
        var table = PairTable.Of(pairs);
        var use = ScoreModelUse.Of(HeldOut.OneLevelOut(table, random));
        if (_told != use.IsOn)
        {
            _told = use.IsOn;
            scope.Reporter.Note($"The score model is {(use.IsOn ? "on" : "off")} from level {level}: {use.Reason}.");
        }

        return use.IsOn ? new(_spec, history, table, random) : null;
    }
}
