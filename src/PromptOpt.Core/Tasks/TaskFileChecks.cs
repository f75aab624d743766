using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Checks of task.yaml that look at more than one value.</summary>
internal static class TaskFileChecks
{
    private static readonly string[] MetricKeys = ["kind", "pattern", "tolerance"];

    /// <summary>Checks what the sections must agree on.</summary>
    public static void Run(YamlMap root, TaskSpec task)
    {
        var closed = task.Answer.Labels is not null || task.Metric.Kind == MetricKind.Accuracy;
        if (task.Answer.Mode == AnswerMode.Choice && !closed)
            root.Problem("answer", "mode choice needs a closed set of answers: add 'labels: [...]', or 'metric: accuracy' to take the targets of the data");
        if (task.Answer.Extract == ExtractionKind.Label && !closed)
            root.Problem("answer", "extract label needs a closed set of answers: add 'labels: [...]', or 'metric: accuracy' to take the targets of the data");
        var strategy = task.Search.Strategy ?? Strategies.DefaultFor(task);
        if (task.Search.ScoreModel is not null && !Strategies.Of(strategy).Screens)
            root.Problem("search", $"score_model is not used by '{KebabCase.Of(strategy)}'; remove it, or write 'preset: small' or 'preset: paper'");
    }

    /// <summary>Checks labels and extraction.</summary>
    public static void Run(YamlMap map, AnswerSpec answer)
    {
        if (answer.Labels is { } labels)
        {
            if (labels.Count < 2) map.Problem("labels", $"must be at least 2, but there are {labels.Count}");
            if (labels.Any(string.IsNullOrWhiteSpace)) map.Problem("labels", "must not be empty; remove the empty one");
            foreach (var group in labels.GroupBy(NormalizedText.Of).Where(group => group.Count() > 1))
                map.Problem("labels", $"'{string.Join("' and '", group)}' are the same but for case and spaces; keep one");
        }
        switch (answer.Extract)
        {
            case ExtractionKind.Regex when answer.Pattern is null:
                map.Problem("extract", "regex needs a 'pattern'");
                break;
            case ExtractionKind.Regex when UserPattern.ProblemOf(answer.Pattern) is { } problem:
                map.Problem("pattern", $"is not a regular expression: {problem}");
                break;
            case ExtractionKind.JsonPath when answer.Pattern is null || JsonPath.TryParse(answer.Pattern) is null:
                map.Problem("pattern", "must be a path such as $.answer or $.items[0].name");
                break;
            case not (ExtractionKind.Regex or ExtractionKind.JsonPath) when answer.Pattern is not null:
                map.Problem("pattern", "is only used with 'extract: regex' or 'extract: json-path'; remove it or change 'extract'");
                break;
        }
    }

    /// <summary>Checks the metric's own settings.</summary>
    public static void Run(YamlMap map, MetricSpec metric)
    {
        if (metric.Program is not null)
        {
            foreach (string key in MetricKeys.Where(map.Has)) map.Problem(key, "belongs to a built-in metric, and 'command' names a program that judges; remove one of the two");
            return;
        }

        if (metric.Pattern is not null && metric.Kind != MetricKind.Regex)
            map.Problem("pattern", "is only used with 'kind: regex'; remove it or change 'kind'");
        else if (metric.Pattern is not null && UserPattern.ProblemOf(metric.Pattern) is { } problem)
            map.Problem("pattern", $"is not a regular expression: {problem}");
        if (map.Has("tolerance") && metric.Kind != MetricKind.Numeric)
            map.Problem("tolerance", "is only used with 'kind: numeric'; remove it or change 'kind'");
        if (!map.Has("kind"))
            map.Problem("kind", $"is missing; name a program as 'command', or it is one of {string.Join(", ", KebabCase.All<MetricKind>())}");
    }

    /// <summary>Checks the names of operators and the error of the race.</summary>
    public static void Run(YamlMap map, SearchSpec search)
    {
        if (search.Operators is { Count: 0 }) map.Problem("operators", "names none; name at least one, or remove the line to allow all");
        if (search.EliminationError is not (> 0 and < 0.5))
            map.Problem("elimination_error", FormattableString.Invariant($"must be above 0 and below 0.5, but is {search.EliminationError}"));
        foreach (string problem in (search.Operators ?? []).Distinct().Select(OperatorSet.ProblemOf).OfType<string>()) map.Problem("operators", problem);
    }

    /// <summary>Checks one range of the search against what the parameter allows.</summary>
    public static void Run(YamlMap map, string name, (double Low, double High) range)
    {
        var problems = new[] { range.Low, range.High }.SelectMany(end => DecodingField.Named(name).Set(new(), end).Problems());
        if (problems.FirstOrDefault() is { } problem)
            map.Problem(name, $"both ends {problem[(problem.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}");
    }

    /// <summary>Checks the shares: positive, and together 1.</summary>
    public static void Run(YamlMap map, SplitSpec splits)
    {
        foreach (var (key, share) in new[] { ("train", splits.Train), ("validation", splits.Validation), ("test", splits.Test) })
        {
            if (share <= 0) map.Problem(key, FormattableString.Invariant($"must be above 0, but is {share}"));
        }
        var sum = splits.Train + splits.Validation + splits.Test;
        if (Math.Abs(sum - 1) > 1e-6)
            map.Problem("train", FormattableString.Invariant($"train, validation and test must sum to 1, but sum to {sum:0.######} (unset ones count with their defaults 0.4, 0.3, 0.3)"));
    }
}
