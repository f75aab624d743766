using PromptOpt.Studies;
using PromptOpt.Yaml;

namespace PromptOpt.Feedback.Conditions;

/// <summary>Reads conditions on a whole rollout.</summary>
internal sealed class ConditionReader(RuleNames names, RulePatterns patterns)
{
    private const int MostRepeats = 1000;

    private static readonly string[] EpisodeKeys =
        ["end", .. StepConditionReader.TextKeys, "violations", "progress", "repeats"];

    private static readonly string[] DatasetKeys = ["expected", "answered", "target", "answer"];

    private static readonly (string Key, Func<Rollout, string?> Of)[] Texts =
        [("input", rollout => rollout.Input), ("target", rollout => rollout.Target), ("output", rollout => rollout.Output), ("answer", rollout => rollout.Answer)];

    private static readonly (string Key, Func<RuleSubject, double?> Of)[] Numbers =
    [
        ("steps", subject => subject.HasSteps ? subject.Steps.Count : null),
        ("score", subject => subject.Rollout.Score),
        ("violations", subject => subject.Episode?.Violations),
        ("progress", subject => subject.Episode?.Progress),
        ("reply_tokens", subject => subject.Rollout.OutputTokens),
    ];

    private readonly StepConditionReader _steps = new(names, patterns);

    /// <summary>All conditions of a mapping, which must all hold.</summary>
    public Condition Read(YamlMap map)
    {
        Condition?[] parts =
        [
            Error(map), End(map), Success(map), Label(map, "expected", rollout => rollout.Target), Label(map, "answered", rollout => rollout.Answer),
            .. Texts.Select(text => Text(map, text.Key, text.Of)), .. StepConditionReader.TextKeys.Select(key => AtSteps(_steps.Text(map, key))),
            .. Numbers.Select(number => Number(map, number.Key, number.Of)), ReplyLength(map),
            Step(map), Count(map), Repeats(map), All(map), Any(map), Not(map),
        ];
        map.Done();
        CheckKeys(map);
        return AllOf([.. parts.OfType<Condition>()]);
    }

    /// <summary>The mappings of <c>all</c> or <c>any</c>; null where there are none.</summary>
    public static IReadOnlyList<YamlMap>? PartsOf(YamlMap map, string key)
    {
        if (!map.Has(key)) return null;
        var parts = map.Maps(key);
        if (parts.Count == 0) map.Problem(key, "must be a list of conditions, such as [{steps: 3}, {success: true}], with at least one");
        return parts;
    }

    /// <summary>Notes what names no condition, or one without a value: it would hold everywhere.</summary>
    public static void CheckValues(YamlMap map)
    {
        if (!map.Keys.Any()) map.Problem("names no condition");
        foreach (var key in map.Keys.Where(key => !map.Has(key))) map.Problem(key, "has no value");
    }

    private void CheckKeys(YamlMap map)
    {
        CheckValues(map);
        if (names.IsDataset)
        {
            foreach (var key in EpisodeKeys.Where(map.Has))
                map.Problem(key, $"is for multi-step tasks, and this task has rows{(key == "reply" ? "; the reply is 'output'" : "")}");
        }

        if (names.HasEpisodes)
        {
            foreach (var key in DatasetKeys.Where(map.Has)) map.Problem(key, "is for datasets, and this task has episodes");
        }

        if (map.Text("error") == RuleNames.NoAnswer && map.Has("answered")) map.Problem("answered", "cannot be together with 'error: no-answer'; remove one");
    }

    private Condition? Error(YamlMap map)
    {
        if (map.Text("error") is not { } kind) return null;
        if (names.ProblemOfError(kind) is { } problem) map.Problem("error", problem);
        return subject => subject.Episode is { } episode
            ? subject.Where(step => step.Record.Error == kind) ?? (episode.End == kind ? subject.Last : null)
            : Whole(HasError(subject, kind));
    }

    private static bool HasError(RuleSubject subject, string kind) => kind switch
    {
        RuleNames.WrongLabel => subject.Rollout.Answer is { } answer && subject.Labels.Contains(answer) && subject.Rollout.Score < 1,
        RuleNames.WrongAnswer => subject.Rollout is { Answer: not null, Score: < 1 },
        RuleNames.NoAnswer => subject.Rollout.Answer is null,
        RuleNames.TooLong => subject.Rollout.Finish == "length",
        _ => false,
    };

    private Condition? End(YamlMap map)
    {
        if (map.Text("end") is not { } end) return null;
        if (names.ProblemOfEnd(end) is { } problem) map.Problem("end", problem);
        return subject => subject.Episode?.End == end ? subject.Last : null;
    }

    private static Condition? Success(YamlMap map)
    {
        if (map.Text("success") is not { } text) return null;
        if (text is not ("true" or "false")) map.Problem("success", $"must be true or false, but is '{text}'");
        return subject => Whole((subject.Episode?.IsSuccess ?? subject.Rollout.Score >= 1) == (text == "true"));
    }

    private Condition? Label(YamlMap map, string key, Func<Rollout, string?> of)
    {
        if (map.Text(key) is not { } label) return null;
        if (names.ProblemOfLabel(label) is { } problem) map.Problem(key, problem);
        return subject => Whole(of(subject.Rollout) == label);
    }

    private Condition? Text(YamlMap map, string key, Func<Rollout, string?> of) =>
        TestYaml.Text(map, key, patterns) is { } test ? subject => Whole(test(of(subject.Rollout))) : null;

    private static Condition? Number(YamlMap map, string key, Func<RuleSubject, double?> of) =>
        TestYaml.Number(map, key) is { } test ? subject => Whole(test(of(subject))) : null;

    private static Condition? ReplyLength(YamlMap map)
    {
        if (TestYaml.Number(map, "reply_length") is not { } test) return null;
        return subject => subject.Episode is null ? Whole(test(subject.Rollout.Output.Length)) : subject.Where(step => test(step.Record.Reply.Length));
    }

    private Condition? Step(YamlMap map) => map.Map("step") is { } inner ? AtSteps(_steps.Read(inner)) : null;

    private Condition? Count(YamlMap map)
    {
        if (map.Map("count") is not { } inner) return null;
        if (!inner.Has("of")) inner.Problem("of", "is missing; write the condition on the steps to count, such as {of: {error: format}, at_least: 2}");
        var counted = inner.Map("of") is { } of ? _steps.Read(of) : _ => false;
        var test = TestYaml.Bounds(inner);
        inner.Done();
        return subject => subject.HasSteps && subject.Indices(counted) is var steps && test(steps.Length) ? new Finding(steps) : null;
    }

    private static Condition? Repeats(YamlMap map)
    {
        if (map.Map("repeats") is not { } inner) return null;
        if (!inner.Keys.Any()) inner.Problem("must be {action: N} or {reply: N}: the same one N times in a row");
        var (actions, replies) = (inner.Whole("action", 2, MostRepeats), inner.Whole("reply", 2, MostRepeats));
        inner.Done();
        var parts = new List<Condition>();
        if (actions is { } a) parts.Add(subject => Runs.Find(subject, step => step.Record.Action, a));
        if (replies is { } r) parts.Add(subject => Runs.Find(subject, step => step.Record.Reply, r));
        return AllOf([.. parts]);
    }

    private Condition? All(YamlMap map) => PartsOf(map, "all") is { } parts ? AllOf([.. parts.Select(Read)]) : null;

    private Condition? Any(YamlMap map)
    {
        if (PartsOf(map, "any") is not { } maps) return null;
        Condition[] parts = [.. maps.Select(Read)];
        return subject => parts.Select(part => part(subject)).OfType<Finding>().ToArray() is { Length: > 0 } found ? Finding.Any(found) : null;
    }

    private Condition? Not(YamlMap map)
    {
        if (map.Map("not") is not { } inner) return null;
        var part = Read(inner);
        return subject => Whole(part(subject) is null);
    }

    private static Condition AllOf(Condition[] parts) => subject =>
    {
        var found = new List<Finding>();
        foreach (var part in parts)
        {
            if (part(subject) is not { } finding) return null;
            found.Add(finding);
        }

        return Finding.All(found);
    };

    private static Condition? AtSteps(StepCondition? condition) => condition is null ? null : subject => subject.Where(condition);

    private static Finding? Whole(bool holds) => holds ? Finding.Whole : null;
}
