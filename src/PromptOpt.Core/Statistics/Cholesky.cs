namespace PromptOpt.Statistics;

/// <summary>A = L Lᵀ of a symmetric positive definite matrix (Golub and Van Loan 2013, algorithm 4.2.1). Sums run in a fixed order, so the same matrix gives
/// the same numbers on every machine.</summary>
internal sealed class Cholesky
{
    private readonly double[][] _lower;

    private Cholesky(double[][] lower) => _lower = lower;

    /// <summary>Factors a matrix; only its lower half is read, and it is left as it is.</summary>
    /// <exception cref="ArgumentException">It is not positive definite.</exception>
    public static Cholesky Of(double[][] matrix)
    {
        var lower = new double[matrix.Length][];
        for (int i = 0; i < matrix.Length; i++)
        {
            var row = lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[i][j] - Dot(row, lower[j], j);
                if (j < i) row[j] = rest / lower[j][j];
                else row[i] = rest > 0 ? Math.Sqrt(rest) : throw new ArgumentException("the matrix is not positive definite", nameof(matrix));
            }
        }

        return new(lower);
    }

    /// <summary>The x of A x = b.</summary>
    public double[] Solve(double[] right)
    {
        int size = _lower.Length;
        var x = SolveLower(right);
        for (int i = size - 1; i >= 0; i--)
        {
            x[i] /= _lower[i][i];
            for (int j = 0; j < i; j++) x[j] -= _lower[i][j] * x[i];
        }

        return x;
    }

    /// <summary>The logarithm of the determinant of A.</summary>
    public double LogDeterminant => 2 * _lower.Select((row, i) => Math.Log(row[i])).Sum();

    /// <summary>The x of L x = b.</summary>
    public double[] SolveLower(double[] right)
    {
        var x = new double[_lower.Length];
        for (int i = 0; i < x.Length; i++) x[i] = (right[i] - Dot(_lower[i], x, i)) / _lower[i][i];
        return x;
    }

    /// <summary>L b.</summary>
    public double[] TimesLower(double[] right) => [.. _lower.Select((row, i) => Dot(row, right, i + 1))];

    /// <summary>The inverse of A: its lower half, row by row.</summary>
    public double[][] Inverse()
    {
        int size = _lower.Length;
        var columns = new double[size][]; // column j of the inverse of L, from entry j on
        for (int j = 0; j < size; j++)
        {
            var column = columns[j] = new double[size - j];
            column[0] = 1 / _lower[j][j];
            for (int i = j + 1; i < size; i++) column[i - j] = -Dot(_lower[i].AsSpan(j), column, i - j) / _lower[i][i];
        }

        var inverse = new double[size][];
        for (int i = 0; i < size; i++)
        {
            inverse[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) inverse[i][j] = Dot(columns[i], columns[j].AsSpan(i - j), size - i);
        }

        return inverse;
    }

    /// <summary>The diagonal of the inverse of A.</summary>
    public double[] InverseDiagonal()
    {
        int size = _lower.Length;
        var diagonal = new double[size];
        var column = new double[size];
        for (int j = 0; j < size; j++)
        {
            // Column j of the inverse of L; entry j of the diagonal is the sum of its squares.
            column[j] = 1 / _lower[j][j];
            double sum = column[j] * column[j];
            for (int i = j + 1; i < size; i++)
            {
                var row = _lower[i];
                double below = 0;
                for (int k = j; k < i; k++) below += row[k] * column[k];
                column[i] = -below / row[i];
                sum += column[i] * column[i];
            }

            diagonal[j] = sum;
        }

        return diagonal;
    }

    private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other, int count)
    {
        one = one[..count];
        other = other[..count];
        double sum = 0;
        for (int k = 0; k < count; k++) sum += one[k] * other[k];
        return sum;
    }
}
