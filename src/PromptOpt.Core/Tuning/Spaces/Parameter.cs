namespace PromptOpt.Tuning.Spaces;

/// <summary>One thing that is tuned: which values it takes, on which scale, and what it is unless somebody says otherwise.</summary>
public sealed record Parameter
{
    /// <summary>Name, unique in its space.</summary>
    public required string Name { get; init; }

    /// <summary>What values it takes.</summary>
    public required ParameterKind Kind { get; init; }

    /// <summary>The value it has before anything is tuned.</summary>
    public required ParameterValue Default { get; init; }

    /// <summary>Scale of a number between bounds. Default linear.</summary>
    public ParameterScale Scale { get; init; }

    /// <summary>Smallest number, allowed itself.</summary>
    public double Low { get; init; }

    /// <summary>Largest number, allowed itself.</summary>
    public double High { get; init; }

    /// <summary>Distance of neighbours on a linear scale, counted from <see cref="Low"/>; null, the default: every number, or every whole one.</summary>
    public double? Step { get; init; }

    /// <summary>The values of an ordinal or categorical one, in order.</summary>
    public IReadOnlyList<ParameterValue> Choices { get; init; } = [];

    /// <summary>When it counts; null, the default: always.</summary>
    public ParameterCondition? Condition { get; init; }

    /// <summary>A real number.</summary>
    public static Parameter Real(string name, double low, double high, double defaultValue, ParameterScale scale = ParameterScale.Linear, double? step = null) =>
        new() { Name = name, Kind = ParameterKind.Real, Low = low, High = high, Default = defaultValue, Scale = scale, Step = step };

    /// <summary>A whole number.</summary>
    public static Parameter Whole(string name, int low, int high, int defaultValue, ParameterScale scale = ParameterScale.Linear, int? step = null) =>
        new() { Name = name, Kind = ParameterKind.Whole, Low = low, High = high, Default = defaultValue, Scale = scale, Step = step };

    /// <summary>One of a list with an order.</summary>
    public static Parameter Ordinal(string name, IReadOnlyList<ParameterValue> choices, ParameterValue defaultValue) =>
        new() { Name = name, Kind = ParameterKind.Ordinal, Choices = choices, Default = defaultValue };

    /// <summary>One of a list without an order.</summary>
    public static Parameter Categorical(string name, IReadOnlyList<ParameterValue> choices, ParameterValue defaultValue) =>
        new() { Name = name, Kind = ParameterKind.Categorical, Choices = choices, Default = defaultValue };

    /// <summary>False or true.</summary>
    public static Parameter Boolean(string name, bool defaultValue) =>
        new() { Name = name, Kind = ParameterKind.Boolean, Choices = [new(false), new(true)], Default = new(defaultValue) };

    /// <summary>Whether it has bounds rather than a list.</summary>
    public bool IsNumeric => Kind is ParameterKind.Real or ParameterKind.Whole;

    /// <summary>How many values it takes; null where they are not counted (a real number without a step).</summary>
    public int? Count => Kind switch
    {
        ParameterKind.Real => Step is { } step ? Steps(step) : null,
        ParameterKind.Whole => Steps(Step ?? 1),
        _ => Choices.Count,
    };

    /// <summary>All values in order; empty where they are not counted.</summary>
    public IEnumerable<ParameterValue> All => Enumerable.Range(0, Count ?? 0).Select(i => IsNumeric ? GridValue(i) : Choices[i]);

    /// <summary>Where a value lies in 0 to 1: bounds map to 0 and 1 for a real number without a step; else every value has a cell of its own, of equal width on a linear
    /// scale and in a list, and lies in its middle.</summary>
    /// <exception cref="ArgumentException">The value is none of the parameter's.</exception>
    public double ToUnit(ParameterValue value)
    {
        if (!Takes(value)) throw new ArgumentException($"{Name} does not take {value}", nameof(value));
        if (!IsNumeric) return (IndexOf(value) + 0.5) / Choices.Count;
        var (low, high) = Edges();
        return high > low ? Math.Clamp((Warp(value.Number) - low) / (high - low), 0, 1) : 0.5;
    }

    /// <summary>The value at a place of 0 to 1, which is clamped into it.</summary>
    public ParameterValue FromUnit(double unit)
    {
        unit = Math.Clamp(unit, 0, 1);
        if (!IsNumeric) return Choices[Math.Min((int)(unit * Choices.Count), Choices.Count - 1)];
        var (low, high) = Edges();
        double number = Unwarp(low + unit * (high - low));
        return Count is { } count ? GridValue(Math.Clamp((int)Math.Round((number - Low) / (Step ?? 1)), 0, count - 1)) : Math.Clamp(number, Low, High);
    }

    /// <summary>Whether it takes a value; the distance of a real number from its grid may be a millionth of a step.</summary>
    public bool Takes(ParameterValue value)
    {
        if (!IsNumeric) return IndexOf(value) >= 0;
        if (!value.IsNumber || value.Number < Low || value.Number > High) return false;
        double? step = Kind == ParameterKind.Whole ? Step ?? 1 : Step;
        return step is not { } width || Math.Abs((value.Number - Low) / width - Math.Round((value.Number - Low) / width)) < 1e-6;
    }

    /// <summary>Lists everything that is wrong with it; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (IsNumeric)
        {
            if (!double.IsFinite(Low) || !double.IsFinite(High) || Low > High) yield return $"{Name}: low must be at most high, but they are {Low} and {High}";
            if (Scale == ParameterScale.Log && Low <= 0) yield return $"{Name}: a log scale needs low above 0, but it is {Low}";
            if (Scale == ParameterScale.Logit && (Low <= 0 || High >= 1)) yield return $"{Name}: a logit scale needs bounds inside 0 to 1, but they are {Low} and {High}";
            if (Step is > 0 && (High - Low) / Step >= int.MaxValue) yield return $"{Name}: the step {Step} is too small for the range from {Low} to {High}";
            if (Step is <= 0) yield return $"{Name}: step must be above 0, but is {Step}";
            if (Step is not null && Scale != ParameterScale.Linear) yield return $"{Name}: a step needs a linear scale";
            if (Kind == ParameterKind.Whole && (Low != Math.Floor(Low) || High != Math.Floor(High) || Step is { } step && step != Math.Floor(step)))
                yield return $"{Name}: low, high and step of a whole number must be whole";
            if (Kind == ParameterKind.Whole && Scale == ParameterScale.Logit) yield return $"{Name}: a whole number has no logit scale";
        }
        else if (Choices.Count == 0)
        {
            yield return $"{Name}: needs at least one choice";
        }
        else if (Choices.Distinct().Count() < Choices.Count)
        {
            yield return $"{Name}: a choice comes twice";
        }

        if (!Takes(Default)) yield return $"{Name}: the default {Default} is none of its values";
    }

    private int Steps(double step) => (int)Math.Floor((High - Low) / step + 1e-9) + 1;

    // Rounded to the digits that low and step have, so that 0.1 + 2 * 0.1 is 0.3.
    private ParameterValue GridValue(int index) => Kind == ParameterKind.Whole
        ? Low + index * (Step ?? 1)
        : Math.Min(High, (double)Math.Round((decimal)Low + index * (decimal)Step!.Value, 12));

    private (double Low, double High) Edges()
    {
        if (Count is not { } count) return (Warp(Low), Warp(High));
        double half = (Step ?? 1) / 2;
        return (Warp(Scale == ParameterScale.Log ? Math.Max(Low - half, Low / 2) : Low - half), Warp(Low + (count - 1) * (Step ?? 1) + half));
    }

    private double Warp(double x) => Scale switch
    {
        ParameterScale.Log => Math.Log(x),
        ParameterScale.Logit => Math.Log(x / (1 - x)),
        _ => x,
    };

    private double Unwarp(double x) => Scale switch
    {
        ParameterScale.Log => Math.Exp(x),
        ParameterScale.Logit => 1 / (1 + Math.Exp(-x)),
        _ => x,
    };

    private int IndexOf(ParameterValue value)
    {
        for (int i = 0; i < Choices.Count; i++)
            if (Choices[i] == value) return i;
        return -1;
    }
}
