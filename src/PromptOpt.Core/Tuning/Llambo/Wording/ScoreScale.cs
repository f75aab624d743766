using System.Globalization;
using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Llambo.Wording;

/// <summary>
/// Values as whole numbers of a fixed count of digits, higher is better: a straight line from the 5 % quantile of the history, so that a disaster does not squeeze the
/// others together, to its best value, widened by a quarter on each side, so that a better one can always be written. Fixed width and no sign make the probability of every value a product over few tokens (Requeima et al. 2024
/// advise positive numbers of few digits).
/// </summary>
/// <param name="Low">The value at the lower end.</param>
/// <param name="High">The value at the upper end, above the lower one.</param>
/// <param name="Digits">Digits of a number, at least 1.</param>
public sealed record ScoreScale(double Low, double High, int Digits)
{
    private const int FewValues = 10;

    /// <summary>Values that are told apart.</summary>
    public int Bins => (int)Math.Round(Math.Pow(10, Digits));

    /// <summary>How much one step is in units of the values.</summary>
    public double Width => (High - Low) / Bins;

    /// <summary>The scale of a history: two digits below ten values, else three.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="mostDigits">Most digits, at least 1.</param>
    public static ScoreScale Of(IReadOnlyList<double> values, int mostDigits = 3)
    {
        double low = Descriptive.Quantile(values, 0.05), high = values.Max(), margin = (high - low) / 4;
        if (margin <= 1e-12 * Math.Max(1, Math.Abs(high))) margin = Math.Max(0.1 * Math.Max(Math.Abs(low), Math.Abs(high)), 1e-3);
        return new(low - margin, high + margin, Math.Min(mostDigits, values.Count < FewValues ? 2 : 3));
    }

    /// <summary>The number of the step in which a value lies; values outside lie in the outermost ones.</summary>
    public int BinOf(double value) => Math.Clamp((int)Math.Floor((value - Low) / Width), 0, Bins - 1);

    /// <summary>The middle of a step, as a value.</summary>
    public double Middle(int bin) => Low + (bin + 0.5) * Width;

    /// <summary>The text of a step.</summary>
    public string WriteBin(int bin) => bin.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    /// <summary>The text of a value.</summary>
    public string Write(double value) => WriteBin(BinOf(value));
}
