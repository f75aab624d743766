using PromptOpt.Yaml;

namespace PromptOpt.Feedback.Conditions;

/// <summary>Reads conditions on one step.</summary>
internal sealed class StepConditionReader(RuleNames names, RulePatterns patterns)
{
    private static readonly (string Key, Func<SubjectStep, string?> Of)[] Texts =
    [
        ("reply", step => step.Record.Reply),
        ("observation", step => step.Observation),
        ("action", step => step.Record.Action),
        ("feedback", step => step.Record.Feedback),
    ];

    private static readonly (string Key, Func<SubjectStep, double> Of)[] Numbers =
    [
        ("progress", step => step.Record.Progress),
        ("violations", step => step.Record.ErrorCount),
        ("reply_length", step => step.Record.Reply.Length),
    ];

    private static readonly string[] EpisodeKeys = ["error", "observation", "action", "feedback", "progress", "violations"];

    /// <summary>The texts of a step: conditions that may also stand outside of <c>step</c>, where they hold if any step fulfils them.</summary>
    public static IEnumerable<string> TextKeys => Texts.Select(text => text.Key);

    /// <summary>All conditions of a mapping, which must hold on one step.</summary>
    public StepCondition Read(YamlMap map)
    {
        StepCondition?[] parts =
        [
            Error(map), .. Texts.Select(text => Text(map, text.Key)), .. Numbers.Select(number => Number(map, number.Key)),
            All(map), Any(map), Not(map),
        ];
        map.Done();
        ConditionReader.CheckValues(map);
        if (names.IsDataset)
        {
            foreach (var key in EpisodeKeys.Where(map.Has)) map.Problem(key, "is for multi-step tasks; a step of thought has 'reply' and 'reply_length'");
        }

        var given = parts.OfType<StepCondition>().ToArray();
        return step => Array.TrueForAll(given, part => part(step));
    }

    /// <summary>The condition on one of <see cref="TextKeys"/>; null if there is none.</summary>
    public StepCondition? Text(YamlMap map, string key)
    {
        var of = Array.Find(Texts, text => text.Key == key).Of;
        return TestYaml.Text(map, key, patterns) is { } test ? step => test(of(step)) : null;
    }

    /// <summary>The condition on a number of a step; null if there is none.</summary>
    public static StepCondition? Number(YamlMap map, string key)
    {
        var of = Array.Find(Numbers, number => number.Key == key).Of;
        return TestYaml.Number(map, key) is { } test ? step => test(of(step)) : null;
    }

    private StepCondition? Error(YamlMap map)
    {
        if (map.Text("error") is not { } kind) return null;
        if (names.ProblemOfStepError(kind) is { } problem) map.Problem("error", problem);
        return step => step.Record.Error == kind;
    }

    private StepCondition? All(YamlMap map) => Parts(map, "all") is { } parts ? step => Array.TrueForAll(parts, part => part(step)) : null;

    private StepCondition? Any(YamlMap map) => Parts(map, "any") is { } parts ? step => Array.Exists(parts, part => part(step)) : null;

    private StepCondition? Not(YamlMap map)
    {
        if (map.Map("not") is not { } inner) return null;
        var part = Read(inner);
        return step => !part(step);
    }

    private StepCondition[]? Parts(YamlMap map, string key) => ConditionReader.PartsOf(map, key) is { } maps ? [.. maps.Select(Read)] : null;
}
