using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// Maps values to mean 0 and deviation 1, after it has made little of differences among bad ones: how bad they are says little of where the best is. Values far below the others are raised to a floor, and
/// below the median distances count by their logarithm, in units of the distance from the median to the best (one side of the bilog of Eriksson and Poloczek 2021).
/// </summary>
internal sealed record Standardisation
{
    private const double MostDeviations = 3;
    private const double ToDeviation = 1.4826; // of the median absolute deviation of normal values

    private double _median;
    private double _spread = double.PositiveInfinity;
    private double _floor = double.NegativeInfinity;
    private double _mean;

    private Standardisation()
    {
    }

    /// <summary>Leaves values as they are.</summary>
    public static Standardisation None { get; } = new();

    /// <summary>Standard deviation of the values once they are pressed together, or 1 where all are equal.</summary>
    public double Scale { get; private init; } = 1;

    /// <summary>The one of these values, at least one. The floor lies three robust deviations below the median; where more than half of the values are equal there is none.</summary>
    public static Standardisation Of(IReadOnlyList<double> values)
    {
        double median = Descriptive.Quantile(values, 0.5);
        double deviation = ToDeviation * Descriptive.Quantile([.. values.Select(v => Math.Abs(v - median))], 0.5);
        var begun = new Standardisation
        {
            _median = median,
            _spread = values.Max() > median ? values.Max() - median : double.PositiveInfinity,
            _floor = deviation > 0 ? median - MostDeviations * deviation : double.NegativeInfinity,
        };
        double[] pressed = [.. values.Select(v => begun.Pressed(Math.Max(v, begun._floor)))];
        return begun with { _mean = pressed.Average(), Scale = Descriptive.StandardDeviation(pressed) is > 0 and var found ? found : 1 };
    }

    /// <summary>The one of values, at least one, all of which say as much: nothing is pressed together.</summary>
    public static Standardisation Plain(IReadOnlyList<double> values) =>
        new() { _mean = values.Average(), Scale = Descriptive.StandardDeviation(values) is > 0 and var found ? found : 1 };

    /// <summary>A value as the model learns it.</summary>
    public double Apply(double value) => WithoutFloor(Math.Max(value, _floor));

    /// <summary>The same without the floor: one value each, so that densities can be carried over.</summary>
    public double WithoutFloor(double value) => (Pressed(value) - _mean) / Scale;

    /// <summary>The value that <see cref="WithoutFloor"/> maps to this.</summary>
    public double Invert(double standard)
    {
        double pressed = _mean + Scale * standard;
        return IsPressed(pressed) ? _median - _spread * (Math.Exp((_median - pressed) / _spread) - 1) : pressed;
    }

    /// <summary>How fast the standardised value rises with a value.</summary>
    public double Slope(double value) => (IsPressed(value) ? 1 / (1 + (_median - value) / _spread) : 1) / Scale;

    private double Pressed(double value) => IsPressed(value) ? _median - _spread * Math.Log(1 + (_median - value) / _spread) : value;

    private bool IsPressed(double value) => value < _median && double.IsFinite(_spread);
}
