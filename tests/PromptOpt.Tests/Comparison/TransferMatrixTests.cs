using PromptOpt.Comparison;

namespace PromptOpt.Tests.Comparison;

public sealed class TransferMatrixTests
{
    [Fact]
    public void A_winner_that_is_clearly_worse_elsewhere_is_a_certain_loss_and_a_close_one_is_not()
    {
        // Prompt a wins on the first model, b on the second by far, and c on the third by a row.
        var matrix = TransferMatrix.Of(
            ["a", "b", "c"], ["one", "two", "three"],
            [
                [Right(90), Right(30), Right(60)],
                [Right(50), Right(80), Right(59)],
                [Right(50), Right(30), Right(61)],
            ], 1);
        Assert.Equal(100, matrix.Rows);
        Assert.Null(matrix.Cells[0][0].VersusBest);
        Assert.Equal(-0.4, matrix.Cells[1][0].VersusBest!.Difference, 9);
        var loss = matrix.Losses.Single(one => one is { BestOn: 0, On: 1 });
        Assert.True(loss.IsCertain);
        Assert.Equal((0, 1), (loss.Prompt, loss.Other));
        Assert.False(matrix.Losses.Single(one => one is { BestOn: 0, On: 2 }).IsCertain);
    }

    [Fact]
    public void One_model_has_nothing_to_lose()
    {
        var matrix = TransferMatrix.Of(["a", "b"], ["one"], [[Right(60)], [Right(40)]], 1);
        Assert.Empty(matrix.Losses);
        Assert.Equal(0.6, matrix.Cells[0][0].Score, 9);
    }

    [Fact]
    public void Missing_scores_are_refused() =>
        Assert.Throws<ArgumentException>(() => TransferMatrix.Of(["a"], ["one", "two"], [[Right(1)]], 1));

    private static double[] Right(int rows) => [.. Enumerable.Range(0, 100).Select(row => row < rows ? 1.0 : 0)];
}
