using PromptOpt.Candidates;

namespace PromptOpt.Search.Grids;

/// <summary>What a session of the strategy grid runs.</summary>
/// <param name="Design">The cells in their order.</param>
/// <param name="Cells">How many of them are run at most: those that are not the seed prompt nor one another, or as many as were asked for.</param>
/// <param name="Note">What people are told at the start.</param>
internal sealed record GridSearch(GridDesign Design, int Cells, string Note)
{
    private const ulong Key = 0x621D;

    /// <summary>Makes it from the options, the task and the budget.</summary>
    /// <exception cref="BadInputException">The grid is wrong.</exception>
    public static GridSearch Of(SessionScope scope, SearchPlan plan, Candidate seed, string promptsFolder)
    {
        var spec = GridChoice.Settle(scope.Options, scope.Task, scope.Data.Labels, promptsFolder).Grid!;
        var grid = spec.Content!;
        var based = seed.Mode == Tasks.AnswerMode.Choice ? seed with { Calibration = null } : seed; // as children have it
        int? fits = Fitting(scope, plan, based), size = spec.Cells is { } asked ? Math.Min(asked, fits ?? asked) : fits;
        var design = GridDesign.Of(grid, size, scope.Random.Fork(Key));
        var cells = new CellCandidate(grid, scope.Task.Environment is null ? scope.Data.Labels : [], scope.Library.Scaffolds[0]);
        int different = design.Order.Select(cell => CandidateJson.Identity(cells.Of(cell, based))).Append(CandidateJson.Identity(seed)).Distinct().Count() - 1;
        return new(design, Math.Min(different, spec.Cells ?? different), NoteOf(design, spec.Cells));
    }

    /// <summary>Cells that surely fit into the trials and calls of the budget, none of them stopped early; null without such a limit. What a cell takes in time or tokens is not known before.</summary>
    private static int? Fitting(SessionScope scope, SearchPlan plan, Candidate based)
    {
        long? trials = scope.Study.Budget.Trials - 1, calls = scope.Study.Budget.Calls;
        var evaluation = scope.Evaluation(based);
        long each = (long)evaluation.MostCalls * (scope.TrainRowsOf(based, plan) + scope.RaceRows);
        long? fitting = calls is { } most ? Math.Max(0, (most - 2 * scope.TestCalls(evaluation)) / each - 1) : null;
        return (trials, fitting) is (null, null) ? null : (int)Math.Min(int.MaxValue, Math.Min(trials ?? long.MaxValue, fitting ?? long.MaxValue));
    }

    private static string NoteOf(GridDesign design, int? asked)
    {
        var (name, all) = (design.Grid.Name, design.Order.Count);
        if (design.Size == all) return FormattableString.Invariant($"grid {name}: {all} cells, as far as the budget goes");
        string others = asked <= design.Size ? "" : "; others follow if races save enough";
        return FormattableString.Invariant($"grid {name}: {design.Size} of {all} cells, chosen for balance (D-efficiency {design.Efficiency:0.00}){others}");
    }
}
