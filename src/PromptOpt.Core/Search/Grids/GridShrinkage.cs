namespace PromptOpt.Search.Grids;

/// <summary>
/// Draws values of cells back as far as their differences are luck, in two steps by the method of moments: effects towards none (James and Stein 1961), then each cell's own
/// value towards what that leaves its options worth (Fay and Herriot 1979, after Efron and Morris 1975).
/// </summary>
internal sealed class GridShrinkage
{
    private readonly EffectModel _model;
    private readonly double[][] _points;
    private readonly double[] _centre;
    private readonly double _mean;
    private readonly double _noise;
    private readonly double _spread;

    /// <summary>Estimates how much is luck.</summary>
    /// <param name="model">The fitted model.</param>
    /// <param name="points">Its cells.</param>
    public GridShrinkage(EffectModel model, double[][] points)
    {
        (_model, _points) = (model, points);
        _centre = [.. Enumerable.Range(0, points[0].Length).Select(column => points.Average(point => point[column]))];
        _mean = points.Average(model.Predict);
        double seen = points.Sum(point => Math.Pow(model.Predict(point) - _mean, 2)), luck = points.Sum(point => model.VarianceOf(FromCentre(point)));
        Effects = seen > 0 ? Math.Clamp(1 - luck / seen, 0, 1) : 0;
        double[][] residuals = [.. Enumerable.Range(0, points.Length).Select(model.Residuals)];
        double within = residuals.Sum(one => SumOfSquares(one, one.Average()));
        _noise = within / Math.Max(1, residuals.Sum(one => one.Length - 1) - model.Rows + 1);
        double deviations = Enumerable.Range(0, points.Length).Sum(cell => Math.Pow(Deviation(cell), 2));
        double freedom = Math.Max(1, points.Length - 1 - Effects * points[0].Length);
        _spread = Math.Max(0, deviations / freedom - residuals.Average(one => _noise / one.Length));
    }

    /// <summary>Share of the effects that is kept, 0 to 1.</summary>
    public double Effects { get; }

    /// <summary>What options make of a cell, drawn back.</summary>
    public double Predict(double[] point) => Math.Clamp(DrawnBack(point), 0, 1);

    /// <summary>The value of a cell that was run, drawn back.</summary>
    /// <param name="cell">Its place.</param>
    public double Value(int cell)
    {
        double kept = _spread > 0 ? _spread / (_spread + _noise / _model.Residuals(cell).Length) : 0;
        return Math.Clamp(DrawnBack(_points[cell]) + kept * Deviation(cell), 0, 1);
    }

    /// <summary>How far a cell's own value is from what its options make of it, drawn back.</summary>
    private double Deviation(int cell) => _model.Predict(_points[cell]) + _model.Residuals(cell).Average() - DrawnBack(_points[cell]);

    private double DrawnBack(double[] point) => _mean + Effects * (_model.Predict(point) - _mean);

    private static double SumOfSquares(double[] values, double from) => values.Sum(value => Math.Pow(value - from, 2));

    private double[] FromCentre(double[] point) => [.. point.Zip(_centre, (value, centre) => value - centre)];
}
