using PromptOpt.Statistics;

namespace PromptOpt.Search.ScoreModels;

/// <summary>
/// Weighted linear regression with a penalty on the squares of its coefficients (Hoerl and Kennard 1970), solved in its dual form, whose size is that of the pairs and
/// not that of the columns. The penalty is the one of a few whose error with one pair left out is least; that error has a closed form (Allen 1974).
/// </summary>
internal sealed class RidgeRegression
{
    private static readonly double[] Penalties = [1, 4, 16, 64, 256, 1024];

    private readonly double _intercept;

    private RidgeRegression(double[] coefficients, double intercept) => (Coefficients, _intercept) = (coefficients, intercept);

    /// <summary>What each column of a vector adds.</summary>
    public double[] Coefficients { get; }

    /// <summary>Fits.</summary>
    /// <param name="table">All pairs.</param>
    /// <param name="rows">Indices of the pairs to learn from, at least two.</param>
    public static RidgeRegression Fit(PairTable table, int[] rows)
    {
        double all = rows.Sum(row => table.Pairs[row].Weight);
        var shares = rows.Select(row => table.Pairs[row].Weight / all).ToArray();
        double mean = rows.Zip(shares, (row, share) => share * table.Pairs[row].Lead).Sum();
        var roots = shares.Select(share => Math.Sqrt(share * rows.Length)).ToArray();
        double[] targets = [.. rows.Zip(roots, (row, root) => root * (table.Pairs[row].Lead - mean))];
        var matrix = Centred(table, rows, shares, roots);

        double least = double.PositiveInfinity, penaltySoFar = 0;
        double[] dual = [];
        foreach (double penalty in Penalties)
        {
            for (int i = 0; i < rows.Length; i++) matrix[i][i] += penalty - penaltySoFar;
            penaltySoFar = penalty;
            var factor = Cholesky.Of(matrix);
            var solution = factor.Solve(targets);
            var inverse = factor.InverseDiagonal();
            double error = 0;
            for (int i = 0; i < rows.Length; i++) error += solution[i] / inverse[i] * (solution[i] / inverse[i]); // squared, times the weight
            if (error < least) (least, dual) = (error, solution);
        }

        return Primal(table, rows, shares, [.. dual.Zip(roots, (value, root) => value * root)], mean);
    }

    /// <summary>The prediction for a vector.</summary>
    public double Predict(double[] vector)
    {
        double sum = _intercept;
        for (int j = 0; j < vector.Length; j++) sum += Coefficients[j] * vector[j];
        return sum;
    }

    /// <summary>Products of the vectors about their weighted mean, each row and column times the root of its weight.</summary>
    private static double[][] Centred(PairTable table, int[] rows, double[] shares, double[] roots)
    {
        var means = rows.Select(row =>
        {
            double sum = 0;
            for (int k = 0; k < rows.Length; k++) sum += shares[k] * table.Products[row][rows[k]];
            return sum;
        }).ToArray();
        double middle = means.Zip(shares, (mean, share) => mean * share).Sum();
        var matrix = new double[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            matrix[i] = new double[rows.Length];
            for (int j = 0; j < rows.Length; j++)
                matrix[i][j] = roots[i] * roots[j] * (table.Products[rows[i]][rows[j]] - means[i] - means[j] + middle);
        }

        return matrix;
    }

    private static RidgeRegression Primal(PairTable table, int[] rows, double[] shares, double[] factors, double mean)
    {
        var coefficients = new double[table.Vectors[0].Length];
        double all = factors.Sum(), intercept = mean;
        for (int i = 0; i < rows.Length; i++)
        {
            var vector = table.Vectors[rows[i]];
            for (int j = 0; j < vector.Length; j++) coefficients[j] += (factors[i] - all * shares[i]) * vector[j];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            var vector = table.Vectors[rows[i]];
            for (int j = 0; j < vector.Length; j++) intercept -= shares[i] * coefficients[j] * vector[j];
        }

        return new(coefficients, intercept);
    }
}
