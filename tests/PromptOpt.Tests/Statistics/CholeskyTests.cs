using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class CholeskyTests
{
    [Property]
    public void It_solves_equations_and_knows_the_diagonal_of_the_inverse(ulong seed, byte count)
    {
        var random = new SeededRandom(seed);
        int size = 1 + count % 12;
        var vectors = Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, size).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
        var matrix = vectors.Select((one, i) => vectors.Select((other, j) => one.Zip(other, (a, b) => a * b).Sum() + (i == j ? 0.5 : 0)).ToArray()).ToArray();
        var factor = Cholesky.Of(matrix);
        for (int j = 0; j < size; j++)
        {
            var unit = new double[size];
            unit[j] = 1;
            var column = factor.Solve(unit);
            for (int i = 0; i < size; i++) Assert.Equal(unit[i], matrix[i].Zip(column, (a, b) => a * b).Sum(), 9);
            Assert.Equal(column[j], factor.InverseDiagonal()[j], 9);
            for (int i = j; i < size; i++) Assert.Equal(column[i], factor.Inverse()[i][j], 9);
            Assert.Equal(matrix[j].Take(j + 1), factor.TimesLower(factor.SolveLower(matrix[j]))[..(j + 1)], (a, b) => Math.Abs(a - b) < 1e-9);
        }
    }

    [Fact]
    public void It_knows_the_determinant() => Assert.Equal(Math.Log(4 * 3 - 1), Cholesky.Of([[4, 1], [1, 3]]).LogDeterminant, 12);

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused() => Assert.Throws<ArgumentException>(() => Cholesky.Of([[1, 2], [2, 1]]));
}
