using PromptOpt.Candidates;
using PromptOpt.Feedback.Conditions;
using PromptOpt.Yaml;

namespace PromptOpt.Feedback;

/// <summary>Reads the rules of one file. Problems are noted in the file.</summary>
internal sealed class RuleReader(RuleNames names, RulePatterns patterns)
{
    private const int MostLimit = 1000;

    /// <summary>All rules, in order.</summary>
    public IReadOnlyList<FeedbackRule> Read(YamlMap root)
    {
        if (!root.Has("rules")) root.Problem("rules", "is missing; write 'rules: []' for none");
        var rules = new List<FeedbackRule>();
        foreach (var map in root.Maps("rules"))
        {
            var rule = ReadRule(map);
            if (rules.Exists(other => other.Name == rule.Name)) map.Problem("name", $"there is another rule named '{rule.Name}'; rename one");
            rules.Add(rule);
        }

        root.Done();
        return rules;
    }

    private FeedbackRule ReadRule(YamlMap map)
    {
        var preference = PreferenceYaml.Read(map, names);
        bool isPreferenceAlone = !map.Has("message") && (map.Has("penalty") || map.Has("bonus"));
        var rule = new FeedbackRule
        {
            Name = map.RequiredText("name"),
            When = map.Map("when") is { } when ? new ConditionReader(names, patterns).Read(when) : null,
            Message = isPreferenceAlone ? null : Message(map),
            Severity = map.Choice<FeedbackSeverity>("severity") ?? FeedbackSeverity.Medium,
            Limit = (int?)map.Whole("limit", 1, MostLimit),
            Preference = preference,
        };
        if (isPreferenceAlone && rule.Limit is not null) map.Problem("limit", "is about messages, and this rule has none");
        map.Done();
        return rule;
    }

    private RuleMessage Message(YamlMap map)
    {
        var template = new TemplateText(map.RequiredText("message").Trim(), names.Fields, "a message may name");
        foreach (var (_, problem) in template.Problems) map.Problem("message", problem);
        return new(template);
    }
}
