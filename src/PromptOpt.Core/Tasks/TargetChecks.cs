using PromptOpt.Evaluation;

namespace PromptOpt.Tasks;

/// <summary>Checks targets against the closed set of answers and the metric.</summary>
internal static class TargetChecks
{
    private const int MostProblems = 20;

    /// <summary>The closed set: task.yaml's labels, the sorted targets for the accuracy metric, or nothing.</summary>
    /// <exception cref="BadInputException">A target is not a label, or two labels differ only by case or spaces.</exception>
    public static IReadOnlyList<string> Labels(TaskSpec task, IReadOnlyList<SourcedExample> rows)
    {
        if (task.Answer.Labels is { } given)
        {
            Throw([.. rows
                .Where(row => !given.Contains(row.Example.Target))
                .Select(row => $"{row.Place}: the target '{row.Example.Target}' is not one of the labels {string.Join(", ", given)}"
                    + Spelling.Hint(row.Example.Target, given))]);
            return given;
        }
        if (task.Metric.Kind != MetricKind.Accuracy) return [];
        var found = rows.DistinctBy(row => row.Example.Target).OrderBy(row => row.Example.Target, StringComparer.Ordinal).ToList();
        Throw([.. found
            .GroupBy(row => NormalizedText.Of(row.Example.Target))
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Last().Place}: the target '{group.Last().Example.Target}' is '{group.First().Example.Target}' ({group.First().Place}) "
                + "but for case and spaces; write both the same way")]);
        if (found.Count < 2)
            throw new BadInputException($"{found[0].Place}: every target is '{found[0].Example.Target}'; the accuracy metric needs at least two labels");
        return [.. found.Select(row => row.Example.Target)];
    }

    /// <summary>Checks that targets are what the metric reads them as: patterns, numbers or JSON objects.</summary>
    /// <exception cref="BadInputException">One is not.</exception>
    public static void CheckPatterns(TaskSpec task, IReadOnlyList<SourcedExample> rows)
    {
        if (task.Metric is { Kind: MetricKind.Regex, Pattern: null })
            Throw([.. rows
                .Select(row => (row.Place, Problem: UserPattern.ProblemOf(row.Example.Target)))
                .Where(row => row.Problem is not null)
                .Select(row => $"{row.Place}: the target is not a regular expression: {row.Problem}")]);
        if (task.Metric.Kind == MetricKind.Numeric)
            Throw([.. rows
                .Where(row => !NumberText.TryParse(row.Example.Target, out _))
                .Select(row => $"{row.Place}: the target '{row.Example.Target}' is not a number, but the metric is numeric; correct it or choose another metric")]);
        if (task.Metric.Kind == MetricKind.SlotF1)
            Throw([.. rows
                .Where(row => JsonSlots.Read(row.Example.Target) is null)
                .Select(row => $"{row.Place}: the target '{row.Example.Target}' is not a JSON object, but the metric is slot-f1; correct it or choose another metric")]);
    }

    private static void Throw(IReadOnlyList<string> problems)
    {
        if (problems.Count == 0) return;
        var more = problems.Count > MostProblems ? $"\nand {problems.Count - MostProblems} more like these" : "";
        throw new BadInputException(string.Join('\n', problems.Take(MostProblems)) + more);
    }
}
