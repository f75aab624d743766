using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using PromptOpt.Statistics;

namespace PromptOpt.Search.Grids;

/// <summary>
/// Score of a cell on a row = what the row is worth + what the cell's options are worth, fitted by least squares. Rows have coefficients of their own, so cells are compared on the
/// rows they share, and a cell that was stopped early is compared on the rows it has. Errors are those of two-way clusters, rows and cells (Cameron, Gelbach and Miller 2011):
/// cells share the luck of a row, and the rows of a cell share what its options do together beyond their sum.
/// </summary>
internal sealed class EffectModel
{
    private const double Vanishing = 1e-9; // an eigenvalue by this much less than the largest is 0 but for rounding

    private readonly double[][] _points;
    private readonly double[][] _scores;
    private readonly double[][] _centres;
    private readonly Matrix<double> _inverse;

    private EffectModel(double[][] points, double[][] scores, int rows)
    {
        (_points, _scores, Rows) = (points, scores, rows);
        _centres = [.. Enumerable.Range(0, rows).Select(row => Centre(row, c => points[c], points[0].Length))];
        var (information, right) = Normal();
        IsKnown = IsInvertible(information);
        if (!IsKnown)
        {
            (_inverse, Coefficients, RowEffects, Covariance) = (information, [], [], information);
            return;
        }

        _inverse = information.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(points[0].Length));
        Coefficients = [.. _inverse * right];
        RowEffects = [.. Enumerable.Range(0, rows).Select(row => MeanScore(row) - Dot(_centres[row], Coefficients))];
        Covariance = TwoWay();
    }

    /// <summary>Whether all coefficients can be told apart.</summary>
    public bool IsKnown { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>What the columns are worth.</summary>
    public double[] Coefficients { get; }

    /// <summary>What each row is worth for a cell whose columns are all 0.</summary>
    public double[] RowEffects { get; }

    /// <summary>Covariance of the coefficients.</summary>
    public Matrix<double> Covariance { get; }

    /// <summary>Fits it.</summary>
    /// <param name="points">Columns of each cell, without one for the mean.</param>
    /// <param name="scores">Scores of each cell on the first rows, at least one.</param>
    public static EffectModel Fit(double[][] points, double[][] scores) => new(points, scores, scores.Max(one => one.Length));

    /// <summary>95 % interval of a sum of coefficients.</summary>
    /// <param name="weights">Their weights.</param>
    public Interval IntervalOf(double[] weights)
    {
        int freedom = Math.Min(Rows - 1, FreeCells > 0 ? FreeCells : int.MaxValue);
        double value = Dot(weights, Coefficients), reach = StudentT.InvCDF(0, 1, Math.Max(1, freedom), 0.975) * Math.Sqrt(VarianceOf(weights));
        return new(Math.Max(-1, value - reach), Math.Min(1, value + reach));
    }

    /// <summary>Variance of a sum of coefficients.</summary>
    public double VarianceOf(double[] weights)
    {
        var vector = Vector<double>.Build.Dense(weights);
        return Math.Max(0, vector * Covariance * vector);
    }

    /// <summary>Mean score of a cell on all rows, as the model has it.</summary>
    public double Predict(double[] point) => RowEffects.Average() + Dot(point, Coefficients);

    /// <summary>What is left of a cell's scores, by row.</summary>
    public double[] Residuals(int cell) => [.. _scores[cell].Select((score, row) => score - RowEffects[row] - Dot(_points[cell], Coefficients))];

    /// <summary>Cells beyond those that the coefficients use up.</summary>
    private int FreeCells => _points.Length - Coefficients.Length - 1;

    private IEnumerable<int> CellsOn(int row) => Enumerable.Range(0, _points.Length).Where(cell => _scores[cell].Length > row);

    private double MeanScore(int row) => CellsOn(row).Average(cell => _scores[cell][row]);

    private double[] Centre(int row, Func<int, double[]> of, int columns)
    {
        int[] cells = [.. CellsOn(row)];
        return [.. Enumerable.Range(0, columns).Select(column => cells.Average(cell => of(cell)[column]))];
    }

    private (Matrix<double> Information, Vector<double> Right) Normal()
    {
        int columns = _points[0].Length;
        var information = Matrix<double>.Build.Dense(columns, columns);
        var right = Vector<double>.Build.Dense(columns);
        for (int row = 0; row < Rows; row++)
        {
            double mean = MeanScore(row);
            foreach (int cell in CellsOn(row))
            {
                var x = Centred(cell, row);
                information += x.OuterProduct(x);
                right += x * (_scores[cell][row] - mean);
            }
        }

        return (information, right);
    }

    private Vector<double> Centred(int cell, int row) => Vector<double>.Build.Dense([.. _points[cell].Zip(_centres[row], (value, centre) => value - centre)]);

    /// <summary>By rows and by cells together; by rows alone where the cells are no more than the coefficients. It is never below that of the rows, as a difference of estimates may be.</summary>
    private Matrix<double> TwoWay()
    {
        int columns = _points[0].Length;
        Vector<double>[] ofRows = [.. Zeros(Rows, columns)], ofCells = [.. Zeros(_points.Length, columns)];
        var single = Matrix<double>.Build.Dense(columns, columns);
        for (int cell = 0; cell < _points.Length; cell++)
        {
            double[] residuals = Residuals(cell);
            for (int row = 0; row < residuals.Length; row++)
            {
                var score = Centred(cell, row) * residuals[row];
                ofRows[row] += score;
                ofCells[cell] += score;
                single += score.OuterProduct(score);
            }
        }

        var rows = Sandwich(Sum(ofRows, columns) * (Rows / Math.Max(1.0, Rows - 1)));
        if (FreeCells <= 0) return rows;
        var cells = Sandwich(Sum(ofCells, columns) * ((double)_points.Length / FreeCells)) - Sandwich(single);
        var spectrum = cells.Evd(Symmetricity.Symmetric); // what cells add cannot be negative
        var positive = Matrix<double>.Build.DenseOfDiagonalVector(spectrum.EigenValues.Map(value => Math.Max(0, value.Real)));
        return rows + spectrum.EigenVectors * positive * spectrum.EigenVectors.Transpose();
    }

    private static bool IsInvertible(Matrix<double> information)
    {
        var spectrum = information.Evd(Symmetricity.Symmetric).EigenValues.Map(value => value.Real);
        return spectrum.Minimum() > Vanishing * spectrum.Maximum();
    }

    private static IEnumerable<Vector<double>> Zeros(int count, int columns) => Enumerable.Range(0, count).Select(_ => Vector<double>.Build.Dense(columns));

    private static Matrix<double> Sum(Vector<double>[] scores, int columns) =>
        scores.Aggregate(Matrix<double>.Build.Dense(columns, columns), (sum, score) => sum + score.OuterProduct(score));

    private Matrix<double> Sandwich(Matrix<double> meat) => _inverse * meat * _inverse;

    private static double Dot(double[] one, double[] other) => one.Zip(other, (x, y) => x * y).Sum();
}
