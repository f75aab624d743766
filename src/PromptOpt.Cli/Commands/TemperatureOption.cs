using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Cli.Commands;

/// <summary>An option that names several temperatures: a range such as <c>0.1..1.4</c>, with a step behind a colon, or a list.</summary>
internal static class TemperatureOption
{
    private const double DefaultStep = 0.1;
    private const int Most = 100;
    private const NumberStyles Style = NumberStyles.AllowDecimalPoint;

    /// <summary>Those that TURN looks at: 0.1 to 1.4 in steps of 0.1.</summary>
    public static double[] Default { get; } = Range(0.1, 1.4, DefaultStep);

    /// <summary>Makes the option.</summary>
    public static Option<double[]?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "LOW..HIGH[:STEP]|A,B,C",
        CustomParser = result =>
        {
            var (temperatures, text) = (Parse(result), result.Tokens[^1].Value);
            if (temperatures is null)
                result.AddError($"{name}: must be a range such as 0.1..1.4, with a step if it is not 0.1 (0.2..1.4:0.2), or rising numbers parted by commas, but is '{text}'");
            else if (temperatures.Length is < TurningPoint.FewestTemperatures or > Most)
                result.AddError($"{name}: must be {TurningPoint.FewestTemperatures} to {Most} temperatures, since a bend is seen between others, but is {temperatures.Length} ('{text}')");
            else if (temperatures[0] <= 0 || temperatures[^1] > 5)
                result.AddError($"{name}: every temperature must be above 0, where something is drawn, and at most 5, but is '{text}'");
            return temperatures;
        },
    };

    private static double[]? Parse(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var numbers = text.Split([",", "..", ":"], StringSplitOptions.None).Select(part => double.TryParse(part, Style, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        if (numbers.Any(double.IsNaN)) return null;
        if (!text.Contains("..", StringComparison.Ordinal))
            return text.Contains(':', StringComparison.Ordinal) || numbers.Zip(numbers.Skip(1)).Any(pair => pair.First >= pair.Second) ? null : numbers;
        var step = numbers.Length == 3 ? numbers[2] : DefaultStep;
        var isRange = numbers.Length is 2 or 3 && text.Contains(':', StringComparison.Ordinal) == (numbers.Length == 3) && text.IndexOf(':', StringComparison.Ordinal) is var colon && (colon < 0 || colon > text.IndexOf("..", StringComparison.Ordinal));
        return isRange && step >= 0.001 && numbers[1] > numbers[0] ? Range(numbers[0], numbers[1], step) : null;
    }

    /// <summary>From the lowest by whole steps up to the highest; rounded, so that 3 times 0.1 is 0.3.</summary>
    private static double[] Range(double low, double high, double step) =>
        [.. Enumerable.Range(0, (int)Math.Floor(((high - low) / step) + 1e-9) + 1).Select(i => Math.Round(low + (i * step), 9))];
}
