using PromptOpt.Candidates;
using PromptOpt.Yaml;

namespace PromptOpt.Feedback;

/// <summary>Reads a task folder's <c>feedback.yaml</c>, strictly.</summary>
public static class FeedbackFile
{
    /// <summary>Name of the file in a task folder.</summary>
    public const string FileName = "feedback.yaml";

    /// <summary>The built-in rules: what was wrong, and what was expected instead. They are used where a task has no file of its own.</summary>
    public static IReadOnlyList<FeedbackRule> BuiltIn { get; } = Parse(YamlFile.Parse(FileName, DefaultText()), null);

    /// <summary>Reads rules.</summary>
    /// <param name="path">The file; if it does not exist, the built-in rules are returned.</param>
    /// <param name="labels">The closed set that <c>expected</c> and <c>answered</c> must be from; null or empty does not check them.</param>
    /// <returns>The rules in order; the first that matches a rollout wins.</returns>
    /// <exception cref="BadInputException">The file has problems: all of them, one a line, as <c>path:line:column: ...</c>.</exception>
    public static IReadOnlyList<FeedbackRule> Load(string path, IReadOnlyCollection<string>? labels = null) =>
        File.Exists(path) ? Parse(YamlFile.Read(path), labels) : BuiltIn;

    /// <summary>The text of the built-in rules: a starting point for a task's own.</summary>
    internal static string DefaultText() => EmbeddedText.Read("PromptOpt.Feedback.feedback.yaml");

    private static List<FeedbackRule> Parse(YamlFile file, IReadOnlyCollection<string>? labels)
    {
        var maps = file.Root.Maps("rules");
        if (!file.Root.Has("rules")) file.Root.Problem("rules", "is missing; write 'rules: []' for none");
        file.Root.Done();
        var rules = new List<FeedbackRule>();
        foreach (var map in maps)
        {
            var rule = ReadRule(map, labels);
            if (rules.Exists(other => other.Name == rule.Name)) map.Problem("name", $"there is another rule named '{rule.Name}'; rename one");
            rules.Add(rule);
        }
        file.ThrowIfAny();
        return rules;
    }

    private static FeedbackRule ReadRule(YamlMap map, IReadOnlyCollection<string>? labels)
    {
        var when = map.Map("when");
        var rule = new FeedbackRule
        {
            Name = map.RequiredText("name"),
            Error = when?.Choice<FeedbackError>("error"),
            Expected = ReadLabel(when, "expected", labels),
            Answered = ReadLabel(when, "answered", labels),
            Message = map.RequiredText("message").Trim(),
            Severity = map.Choice<FeedbackSeverity>("severity") ?? FeedbackSeverity.Medium,
        };
        when?.Done();
        map.Done();
        foreach (var (_, problem) in new TemplateText(rule.Message, FeedbackRule.Fields, "a message may name").Problems) map.Problem("message", problem);
        if (rule is { Error: FeedbackError.NoAnswer, Answered: not null })
            when!.Problem("answered", "cannot be together with 'error: no-answer'; remove one");
        return rule;
    }

    private static string? ReadLabel(YamlMap? when, string key, IReadOnlyCollection<string>? labels)
    {
        if (when?.Text(key) is not { } label) return null;
        if (labels is { Count: > 0 } && !labels.Contains(label))
            when.Problem(key, $"'{label}' is not one of the labels {string.Join(", ", labels)}{Spelling.Hint(label, labels)}");
        return label;
    }
}
