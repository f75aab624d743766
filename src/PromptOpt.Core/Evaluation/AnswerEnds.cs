using System.Text.RegularExpressions;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>From where on a reply decides its answer, for each way of extraction; and whether a reply has come there.</summary>
public static partial class AnswerEnds
{
    /// <summary>Whether nothing that follows a text can change what is extracted from it.</summary>
    /// <param name="end">When the answer is decided.</param>
    /// <param name="text">Answer prefix and what was written so far.</param>
    public static bool IsReached(AnswerEnd end, string text)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(text);
        return end.Kind switch
        {
            AnswerEndKind.FirstLine => HasWholeLine(text),
            AnswerEndKind.Label => new LabelFinder(end.Terms, null).IsDecided(text),
            AnswerEndKind.JsonObject => JsonPath.HasWholeObject(text),
            _ => UserPattern.IsMatch(end.Terms[0], text),
        };
    }

    /// <summary>The end for an extraction; null where later text can always change the answer, as a later number does where the last one counts.</summary>
    internal static AnswerEnd? Of(ExtractionKind kind, string? pattern, IReadOnlyList<string> labels, IReadOnlyDictionary<string, string>? labelWords) => kind switch
    {
        ExtractionKind.FirstLine => new AnswerEnd(AnswerEndKind.FirstLine),
        ExtractionKind.Label => new AnswerEnd(AnswerEndKind.Label) { Terms = new LabelFinder(labels, labelWords).Terms },
        ExtractionKind.JsonPath => new AnswerEnd(AnswerEndKind.JsonObject),
        ExtractionKind.Regex when Between().IsMatch(pattern!) => new AnswerEnd(AnswerEndKind.Match) { Terms = [pattern!] },
        _ => null,
    };

    private static bool HasWholeLine(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines.SkipLast(1).Any(line => !string.IsNullOrWhiteSpace(line));
    }

    // A shortest match between two fixed texts, such as <answer>(.*?)</answer>: once there is one, none can begin earlier or end earlier.
    // Of other patterns that cannot be said: they may take more of what follows, or look ahead.
    [GeneratedRegex(@"^(\(\?s\))?([^\\^$.|?*+()[\]{}]|\\[^\w\s])+\(\.\*\?\)([^\\^$.|?*+()[\]{}]|\\[^\w\s])+$", RegexOptions.CultureInvariant)]
    private static partial Regex Between();
}
