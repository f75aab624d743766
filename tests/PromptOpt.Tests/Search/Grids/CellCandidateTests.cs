using PromptOpt.Candidates;
using PromptOpt.Search.Grids;
using PromptOpt.Tasks;

namespace PromptOpt.Tests.Search.Grids;

public sealed class CellCandidateTests
{
    private static readonly Candidate Seed = new() { Instruction = "Sort {{kindly}}.", Mode = AnswerMode.Choice, AnswerPrefix = "A: ", Decoding = new() { MaxTokens = 4 } };

    [Fact]
    public void The_texts_of_a_cell_stand_in_order_with_variables_filled_in_once()
    {
        Assert.Equal("You are a baker. Sort {{kindly}}.", Of(1, 0, 0, 0).Instruction);
        Assert.Equal("You are quick.", Of(2, 1, 0, 0).Instruction);
        Assert.Equal("You are a baker.\nSort {{kindly}}.", Of(SampleGrid.Mixed with { Join = GridJoin.Line }, 1, 0, 0, 0).Instruction);
    }

    [Fact]
    public void The_empty_cell_has_no_system_message_and_no_prefix_and_keeps_the_rest()
    {
        var empty = Of(0, 1, 0, 0);
        Assert.Equal(("", "", AnswerMode.Choice), (empty.Instruction, empty.AnswerPrefix, empty.Mode));
        Assert.Equal("Label:\n", Of(0, 1, 0, 1).AnswerPrefix);
    }

    [Fact]
    public void With_reasoning_the_answer_is_written_behind_a_mark_and_labels_are_named()
    {
        var cell = Of(2, 1, 1, 0);
        Assert.Equal("You are quick.\nLabels: a, b.\nThink.", cell.Instruction);
        Assert.Equal((AnswerMode.Free, "Answer:", 204), (cell.Mode, cell.AnswerMark, cell.Decoding.MaxTokens));
    }

    private static Candidate Of(params int[] choice) => Of(SampleGrid.Mixed, choice);

    private static Candidate Of(PromptGrid grid, params int[] choice) => new CellCandidate(grid, ["a", "b"], "Think.").Of(grid.NumberOf(choice), Seed);
}
