using PromptOpt.Yaml;

namespace PromptOpt.Feedback;

/// <summary>Reads <c>penalty</c> and <c>bonus</c> of a rule.</summary>
internal static class PreferenceYaml
{
    private const double MostWeight = 1000;
    private static readonly PreferenceFactor[] OfEpisodes = [PreferenceFactor.Steps, PreferenceFactor.Violations, PreferenceFactor.Count];

    /// <summary>The preference; null if the rule has none. Problems are noted.</summary>
    public static Preference? Read(YamlMap rule, RuleNames names)
    {
        var (penalty, bonus) = (Read(rule, "penalty", PreferenceKind.Penalty, names), Read(rule, "bonus", PreferenceKind.Bonus, names));
        if (rule.Has("penalty") && rule.Has("bonus")) rule.Problem("bonus", "cannot be together with 'penalty'; make two rules of it");
        return penalty ?? bonus;
    }

    private static Preference? Read(YamlMap rule, string key, PreferenceKind kind, RuleNames names)
    {
        if (!rule.Has(key)) return null;
        if (rule.IsScalar(key))
            return rule.Number(key, 0, MostWeight) is { } amount ? new(kind, PreferenceForm.Linear, PreferenceFactor.Once, amount) : null;
        if (rule.Map(key) is not { } map) return null;
        var factor = map.Choice<PreferenceFactor>("per") ?? PreferenceFactor.Once;
        if (!map.Has("weight")) map.Problem("weight", "is missing; write how much the score changes for one of what is counted");
        var preference = new Preference(kind, map.Choice<PreferenceForm>("form") ?? PreferenceForm.Linear, factor, map.Number("weight", 0, MostWeight) ?? 0);
        map.Done();
        if (names.IsDataset && OfEpisodes.Contains(factor)) map.Problem("per", $"{map.Text("per")} is for multi-step tasks, and this task has rows");
        if (factor == PreferenceFactor.Count && !rule.Has("when")) map.Problem("per", "counts the steps on which 'when' holds, and this rule has none");
        return preference;
    }
}
