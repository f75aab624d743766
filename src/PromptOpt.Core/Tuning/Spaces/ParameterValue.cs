using System.Globalization;

namespace PromptOpt.Tuning.Spaces;

/// <summary>A number or a word; false and true are the words <c>false</c> and <c>true</c>.</summary>
public readonly record struct ParameterValue
{
    private readonly double _number;
    private readonly string? _text;

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public ParameterValue(double number) =>
        _number = double.IsFinite(number) ? number + 0.0 : throw new ArgumentException("a parameter's number must be finite", nameof(number));

    /// <summary>A word.</summary>
    public ParameterValue(string text) => _text = text;

    /// <summary>False or true.</summary>
    public ParameterValue(bool value) => _text = value ? "true" : "false";

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => _text is null;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">It is a word.</exception>
    public double Number => IsNumber ? _number : throw new InvalidOperationException($"'{_text}' is not a number");

    /// <summary>Whether it is the word <c>true</c>.</summary>
    public bool IsTrue => _text == "true";

    /// <summary>A number is a value.</summary>
    public static implicit operator ParameterValue(double number) => new(number);

    /// <summary>A word is a value.</summary>
    public static implicit operator ParameterValue(string text) => new(text);

    /// <summary>As files write it: shortest digits that give the number back, or the word.</summary>
    public override string ToString() => _text ?? _number.ToString("R", CultureInfo.InvariantCulture);
}
