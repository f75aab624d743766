using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Runs trials on validation rows, wave by wave in the order that all trials share, and measures them.</summary>
internal sealed class ValidationWaves(SessionScope scope)
{
    private readonly EvaluationWaves _waves = new(scope);

    /// <summary>Runs the wave after <see cref="Trial.Rows"/> and stores the trial with its new value.</summary>
    /// <param name="trial">The trial, calibrated.</param>
    /// <param name="end">Row to stop before: the race's rows, or all.</param>
    /// <param name="other">Another trial that may meet the seed prompt in the final test, whose time is kept.</param>
    /// <param name="cancellationToken">Stops within one engine step; the wave is run again on resume.</param>
    /// <exception cref="BudgetSpentException">The wave does not fit.</exception>
    public async Task<Trial> NextAsync(Trial trial, int end, int other, CancellationToken cancellationToken)
    {
        int first = trial.Rows;
        var rows = scope.ValidationRows.Take(end).Skip(first).Take(scope.Options.WaveRows).ToArray();
        var key = new WaveKey(trial.Number, Phase.Validation, IndexAt(first));
        await _waves.RunAsync(trial, key, rows, first, end, scope.TestTime(other, trial.Number), cancellationToken);
        trial = Measured(trial, first + rows.Length);
        scope.Store.SaveTrial(trial);
        return trial;
    }

    /// <summary>A trial before its first own row: without any, or measured on the rows of the one that it goes on from.</summary>
    public Trial Begun(Trial trial) => trial.Tuned?.Continues is { } earlier ? Measured(trial, scope.ValidationScores(earlier).Length) : trial with { Rows = 0 };

    /// <summary>The trial with its value on all of its stored rows and what it has cost.</summary>
    public Trial Measured(Trial trial) => Measured(trial, int.MaxValue);

    private Trial Measured(Trial trial, int rows)
    {
        double[] scores = [.. scope.ValidationScores(trial.Number).Take(rows)];
        return scores.Length == 0 ? trial : Adjusted(trial, scores.Length) with
        {
            Value = scores.Average(),
            StandardError = Descriptive.StandardErrorOfMean(scores),
            SeedValue = scope.ValidationScores(1).Take(scores.Length).Average(),
            Rows = scores.Length,
            Spending = scope.SearchSpending(trial.Number),
        };
    }

    private Trial Adjusted(Trial trial, int rows) => trial with
    {
        AdjustedValue = scope.Rules.HasPreferences ? scope.RankScores(trial.Number).Take(rows).Average() : null,
        SeedAdjustedValue = scope.Rules.HasPreferences ? scope.RankScores(1).Take(rows).Average() : null,
    };

    /// <summary>Number of the wave that begins at a row: none crosses the end of the race's rows, and those behind it have numbers of their own, also where a trial
    /// that went on from another one began in the middle of a wave.</summary>
    private int IndexAt(int row)
    {
        int size = scope.Options.WaveRows;
        return row < scope.RaceRows ? row / size : (scope.RaceRows + size - 1) / size + (row - scope.RaceRows) / size;
    }
}
