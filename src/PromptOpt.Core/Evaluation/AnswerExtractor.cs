using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>Finds the answer in a free reply.</summary>
public sealed class AnswerExtractor
{
    private const string WholeObject = "$";

    private readonly Func<string, string?> extract;

    /// <summary>Prepares an extraction.</summary>
    /// <param name="kind">How the answer is found.</param>
    /// <param name="pattern">Pattern (<see cref="ExtractionKind.Regex"/>) or path (<see cref="ExtractionKind.JsonPath"/>); null for the others.</param>
    /// <param name="labels">The closed set, for <see cref="ExtractionKind.Label"/>; empty for the others.</param>
    /// <param name="labelWords">Words that stand for labels, by label; null if every label stands for itself.</param>
    /// <exception cref="BadInputException">The pattern or path is missing or wrong, or there are no labels to look for.</exception>
    public AnswerExtractor(ExtractionKind kind, string? pattern, IReadOnlyList<string> labels, IReadOnlyDictionary<string, string>? labelWords = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        extract = kind switch
        {
            ExtractionKind.FirstLine => FirstLine,
            ExtractionKind.LastNumber => NumberText.LastIn,
            ExtractionKind.Regex => ByPattern(pattern),
            ExtractionKind.JsonPath => ByPath(pattern),
            ExtractionKind.Label when labels.Count == 0 => throw new BadInputException("extract label needs labels, but the task has none; use another 'answer.extract'"),
            ExtractionKind.Label => new LabelFinder(labels, labelWords).Find,
            _ => Whole,
        };
        End = AnswerEnds.Of(kind, pattern, labels, labelWords);
    }

    /// <summary>From where on a reply cannot change the answer any more; null if it always can.</summary>
    public AnswerEnd? End { get; }

    /// <summary>The extraction that a task asks for; if it asks for none: by label where there are labels, last number for a numeric
    /// metric, the first JSON object for slot F1, else the whole reply.</summary>
    /// <param name="task">The task.</param>
    /// <param name="labels">The closed set of its data; empty for open answers.</param>
    /// <param name="labelWords">Words that stand for labels, by label; null if every label stands for itself.</param>
    public static AnswerExtractor For(TaskSpec task, IReadOnlyList<string> labels, IReadOnlyDictionary<string, string>? labelWords = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(labels);
        var kind = task.Answer.Extract ?? (labels.Count > 0 ? ExtractionKind.Label : Usual(task.Metric.Kind));
        var pattern = task.Answer.Pattern ?? (kind == ExtractionKind.JsonPath ? WholeObject : null);
        return new AnswerExtractor(kind, pattern, labels, labelWords);
    }

    /// <summary>The answer found in a reply, trimmed; null if there is none, or if a pattern took longer than a second.</summary>
    /// <param name="reply">What the model wrote.</param>
    public string? Extract(string reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return extract(reply)?.Trim() is { Length: > 0 } answer ? answer : null;
    }

    private static ExtractionKind Usual(MetricKind metric) => metric switch
    {
        MetricKind.Numeric => ExtractionKind.LastNumber,
        MetricKind.SlotF1 => ExtractionKind.JsonPath,
        _ => ExtractionKind.Whole,
    };

    private static string Whole(string reply) => reply;

    private static string? FirstLine(string reply) => reply.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));

    private static Func<string, string?> ByPattern(string? pattern)
    {
        try
        {
            var regex = UserPattern.Compile(pattern ?? throw new BadInputException("extract regex needs a pattern; write it as 'answer.pattern'"));
            return reply => UserPattern.Find(regex, reply);
        }
        catch (RegexParseException e)
        {
            throw new BadInputException($"answer.pattern is not a regular expression: {e.Message}", e);
        }
    }

    private static Func<string, string?> ByPath(string? pattern) =>
        JsonPath.TryParse(pattern ?? "") is { } path
            ? path.FindIn
            : throw new BadInputException($"answer.pattern must be a path such as $.answer or $.items[0].name, but is '{pattern}'");
}
