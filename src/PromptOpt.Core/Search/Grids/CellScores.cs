using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search.Grids;

/// <summary>A cell that was run, and its scores on the first rows of the race.</summary>
/// <param name="Cell">Number of the cell.</param>
/// <param name="Choice">Its options by slot.</param>
/// <param name="Trial">Its trial.</param>
/// <param name="Scores">Metric by row; fewer rows where the race was lost or the budget ended.</param>
internal sealed record CellScores(long Cell, int[] Choice, Trial Trial, double[] Scores)
{
    private const string Own = "{{" + GridFile.Instruction + "}}";

    /// <summary>The cells of a study that have rows, with their scores up to a row.</summary>
    public static IReadOnlyList<CellScores> Of(PromptGrid grid, IReadOnlyList<Trial> trials, Func<int, double[]> scores, int rows) =>
    [
        .. trials.Select(trial => (Trial: trial, Cell: trial.Number == 1 ? SeedCell(grid, trial.Candidate) : CellText.Read(trial)))
            .Where(pair => pair.Cell is not null && pair.Trial.State is TrialState.Complete or TrialState.Pruned)
            .Select(pair => new CellScores(pair.Cell!.Value, grid.ChoiceOf(pair.Cell.Value), pair.Trial, [.. scores(pair.Trial.Number).Take(rows)]))
            .Where(cell => cell.Scores.Length > 0),
    ];

    /// <summary>The cell that is the seed prompt itself; null if it is none. Where labels are scored, cells choose their calibration and the seed prompt has none.</summary>
    private static long? SeedCell(PromptGrid grid, Candidate seed)
    {
        if (seed.Mode != AnswerMode.Free) return null;
        int[] choice = [.. grid.Slots.Select(slot => slot.Kind == GridSlotKind.AnswerPrefix ? slot.Options.ToList().IndexOf(seed.AnswerPrefix) : slot.Nothing)];
        int place = grid.Slots.ToList().FindIndex(slot => slot.Options.Contains(Own));
        if (place < 0 || choice.Contains(-1)) return null;
        choice[place] = grid.Slots[place].Options.ToList().IndexOf(Own);
        return grid.NumberOf(choice);
    }
}
