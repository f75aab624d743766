using FsCheck;
using FsCheck.Xunit;
using PromptOpt.Search.Grids;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Grids;

public sealed class PromptGridTests
{
    [Property(MaxTest = 100)]
    public void A_cell_is_found_again_from_its_options_and_from_a_trial(PositiveInt first, PositiveInt second, PositiveInt third, NonNegativeInt at)
    {
        var grid = SampleGrid.Of(1 + first.Get % 9, 1 + second.Get % 9, 1 + third.Get % 9);
        long cell = 1 + at.Get % grid.Combinations;
        Assert.Equal(cell, grid.NumberOf(grid.ChoiceOf(cell)));
        Assert.Equal(cell, CellText.Read(Trial("grid-cell", CellText.Of(grid, cell))));
    }

    [Fact]
    public void A_cell_reads_as_its_slots_and_options()
    {
        var grid = SampleGrid.Mixed;
        Assert.Equal("cell 12: opener 2, task 1, reasoning on, answer-prefix 2", CellText.Of(grid, grid.NumberOf([1, 0, 1, 1])));
        Assert.Equal("opener none, task none, reasoning off, answer-prefix none", CellText.Of(grid, grid.EmptyCell).Split(": ")[1]);
        Assert.Null(CellText.Read(Trial("edit", "cell 3: opener 2")));
    }

    [Fact]
    public void With_reasoning_a_prefix_makes_no_cell_of_its_own()
    {
        var grid = SampleGrid.Mixed;
        Assert.False(grid.IsCell([0, 0, 1, 1]));
        Assert.True(grid.IsCell([0, 0, 1, 0]));
        Assert.True(grid.IsCell([0, 0, 0, 1]));
    }

    private static Trial Trial(string name, string change) =>
        new() { Number = 2, Level = 1, State = TrialState.Complete, Candidate = new() { Instruction = "" }, Operator = name, Change = change };
}
