using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Compares answers with targets. Scores are in [0, 1], higher is better; the definitions are those of <see cref="MetricKind"/>.</summary>
public static class Metric
{
    /// <summary>The score of one answer.</summary>
    /// <param name="metric">The comparison.</param>
    /// <param name="answer">The answer; null (none was found) scores 0.</param>
    /// <param name="target">The expected answer.</param>
    /// <exception cref="BadInputException">The regex metric's pattern, or the target read as one, is not a regular expression.</exception>
    public static double Score(MetricSpec metric, string? answer, string target)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(target);
        if (answer is null) return 0;
        return metric.Kind switch
        {
            MetricKind.Contains => OneIf(AnswerText.Normalize(answer).Contains(AnswerText.Normalize(target), StringComparison.Ordinal)),
            MetricKind.Regex => OneIf(Matches(metric.Pattern ?? target, answer)),
            MetricKind.Numeric => OneIf(NumbersAgree(answer, target, metric.Tolerance)),
            MetricKind.JsonValid => OneIf(metric.Schema?.Accepts(answer) ?? JsonSlots.IsJson(answer)),
            MetricKind.SlotF1 => JsonSlots.Read(answer) is { } slots && JsonSlots.Read(target) is { } expected ? F1(slots, expected) : 0,
            MetricKind.Chrf => ChrfScore.Of(answer, target),
            MetricKind.TokenF1 => F1(AnswerText.Words(answer), AnswerText.Words(target)),
            _ => OneIf(AnswerText.Normalize(answer) == AnswerText.Normalize(target)),
        };
    }

    /// <summary>An answer in a form that is equal for answers which the metric takes as the same: the number where it compares numbers, the slots where it compares
    /// slots, the words where it compares words, else the text without case, outer quotes and the like.</summary>
    /// <param name="metric">The comparison.</param>
    /// <param name="answer">The answer.</param>
    internal static string Normal(MetricSpec metric, string answer) => metric.Kind switch
    {
        MetricKind.Numeric when NumberText.TryParse(answer, out var number) => (number + 0.0).ToString("R", CultureInfo.InvariantCulture), // -0 becomes 0
        MetricKind.SlotF1 when JsonSlots.Read(answer) is { } slots => string.Join('\n', slots.Select(slot => $"{slot.Path}={slot.Value}").Order(StringComparer.Ordinal)),
        MetricKind.TokenF1 => string.Join(' ', AnswerText.Words(answer)),
        _ => AnswerText.Normalize(answer),
    };

    private static double OneIf(bool condition) => condition ? 1 : 0;

    private static bool Matches(string pattern, string answer)
    {
        try
        {
            return UserPattern.IsMatch(pattern, answer);
        }
        catch (RegexParseException e)
        {
            throw new BadInputException($"the regex metric cannot read the pattern '{pattern}': {e.Message}", e);
        }
    }

    private static bool NumbersAgree(string answer, string target, double tolerance) =>
        NumberText.TryParse(answer, out var a) && NumberText.TryParse(target, out var b) && Math.Abs(a - b) <= tolerance;

    private static double F1<T>(IReadOnlyList<T> answer, IReadOnlyList<T> target)
        where T : notnull
    {
        if (answer.Count == 0 || target.Count == 0) return OneIf(answer.Count == target.Count);
        var counts = target.CountBy(part => part).ToDictionary();
        var common = answer.CountBy(part => part).Sum(pair => Math.Min(pair.Value, counts.GetValueOrDefault(pair.Key)));
        // 2PR/(P+R) with P = common/answer and R = common/target.
        return 2.0 * common / (answer.Count + target.Count);
    }
}
