using System.Globalization;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Wording;

/// <summary>
/// How the numbers of a parameter are written for a model: whole numbers as they are; real numbers with a fixed count of decimals, on a log scale their decimal
/// logarithm. Decimals are those of the lower bound, or 2 where it has none, and 2 more: the rule that the configurations published with Liu et al. (2024) follow.
/// Where that would leave fewer than a hundred steps between the bounds, or too few for the parameter's own step, there are more.
/// </summary>
public sealed class NumberFormat
{
    private const int MostDigits = 15;
    private const int Steps = 100;

    private readonly Parameter _parameter;
    private readonly decimal _unit;

    /// <summary>Works out the format of a parameter with bounds.</summary>
    /// <exception cref="ArgumentException">The parameter is a list of values.</exception>
    public NumberFormat(Parameter parameter)
    {
        if (!parameter.IsNumeric) throw new ArgumentException($"{parameter.Name} has no bounds", nameof(parameter));
        _parameter = parameter;
        IsLogarithm = parameter is { Kind: ParameterKind.Real, Scale: ParameterScale.Log };
        Decimals = parameter.Kind == ParameterKind.Whole ? 0 : DecimalsOf(parameter, Warp(parameter.Low), Warp(parameter.High));
        _unit = new decimal(1, 0, 0, false, (byte)Decimals);
        (LowUnits, HighUnits) = (UnitsOf(parameter.Low), UnitsOf(parameter.High));
    }

    /// <summary>Digits behind the point.</summary>
    public int Decimals { get; }

    /// <summary>Whether the decimal logarithm is written instead of the number.</summary>
    public bool IsLogarithm { get; }

    /// <summary>The lower bound as it is written, in units of the last decimal.</summary>
    internal long LowUnits { get; }

    /// <summary>The upper bound as it is written, in units of the last decimal.</summary>
    internal long HighUnits { get; }

    /// <summary>The number as text.</summary>
    public string Write(double number) => WriteUnits(UnitsOf(number));

    /// <summary>The value that a written number means; null if it is out of bounds by more than rounding. A number between the steps of a grid means the nearest one.</summary>
    public double? Read(double written)
    {
        double scaled = written / (double)_unit;
        if (!double.IsFinite(scaled) || scaled < LowUnits - 0.5 || scaled > HighUnits + 0.5) return null;
        if (_parameter.Kind == ParameterKind.Whole && scaled != Math.Round(scaled)) return null;
        long units = (long)Math.Round(scaled);
        if (units <= LowUnits && _parameter.Step is null) return _parameter.Low;
        if (units >= HighUnits && _parameter.Step is null) return _parameter.High;
        double number = Math.Clamp(Unwarp((double)(units * _unit)), _parameter.Low, _parameter.High);
        return _parameter.Step is { } step ? OnGrid(number, step) : number;
    }

    /// <summary>A count of units of the last decimal as text.</summary>
    internal string WriteUnits(long units) => (units * _unit).ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Digits behind the point when printed with ten decimals, zeros at the end left out.</summary>
    internal static int DecimalsOf(double number)
    {
        string text = number.ToString("F10", CultureInfo.InvariantCulture).TrimEnd('0');
        return text.Length - 1 - text.IndexOf('.', StringComparison.Ordinal);
    }

    private static int DecimalsOf(Parameter parameter, double low, double high)
    {
        int rule = (DecimalsOf(parameter.Low) is > 0 and var own ? own : 2) + 2;
        if (high > low) rule = Math.Max(rule, (int)Math.Ceiling(-Math.Log10((high - low) / Steps)));
        if (parameter.Step is { } step) rule = Math.Max(rule, Math.Max(DecimalsOf(step), DecimalsOf(parameter.Low)));
        int whole = (int)Math.Max(0, Math.Ceiling(Math.Log10(Math.Max(1, Math.Max(Math.Abs(low), Math.Abs(high))) + 1)));
        return Math.Clamp(rule, 0, Math.Max(0, MostDigits - whole));
    }

    private double OnGrid(double number, double step)
    {
        double index = Math.Min(Math.Round((number - _parameter.Low) / step), _parameter.Count!.Value - 1);
        return Math.Min(_parameter.High, (double)Math.Round((decimal)_parameter.Low + (decimal)index * (decimal)step, 12));
    }

    private long UnitsOf(double number) => (long)Math.Round(Warp(number) / (double)_unit);

    private double Warp(double number) => IsLogarithm ? Math.Log10(number) : number;

    private double Unwarp(double number) => IsLogarithm ? Math.Pow(10, number) : number;
}
