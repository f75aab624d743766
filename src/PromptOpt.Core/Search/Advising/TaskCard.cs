using PromptOpt.Tasks;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Yaml;

namespace PromptOpt.Search.Advising;

/// <summary>What an adviser is told of a task: its name and measure, and at the level full its author's words, its labels, and what each knob does.</summary>
internal static class TaskCard
{
    private const int MostInstruction = 300;
    private const int MostLabels = 20;

    /// <summary>The card.</summary>
    /// <param name="scope">The session.</param>
    /// <param name="space">What is tuned.</param>
    public static ProblemCard Of(SessionScope scope, SearchSpace space) => new()
    {
        Subject = $"a language model that works on the task {scope.Task.Name}",
        Measure = scope.Order.Objective.IsQuality
            ? $"its {Metric(scope.Task)}, less that of the settings in use so far"
            : $"a score that is higher the better its {Metric(scope.Task)} and the lower its cost, 0 for the settings in use so far",
        Rows = scope.RaceRows,
        Facts = [Describe(scope, space)],
        Lowest = -1,
        Highest = 1,
    };

    private static string Metric(TaskSpec task) => task switch
    {
        { Environment: not null } => "score over episodes",
        { Metric.Program: not null } => "mean score by a program",
        _ => "mean " + KebabCase.Of(task.Metric.Kind).Replace('-', ' '),
    };

    private static string Describe(SessionScope scope, SearchSpace space) => scope.Library.DescribeTask(new Dictionary<string, string>
    {
        ["description"] = scope.Task.Description.Trim(),
        ["instruction"] = Cut(string.Join(' ', scope.Task.Seed.Instruction.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
        ["answers"] = Answers(scope),
        ["knobs"] = string.Join('\n', space.Parameters.Select(p => scope.Library.KnobMeanings.TryGetValue(p.Name, out var meaning) ? $"- {p.Name}: {meaning}" : $"- {p.Name}")),
    });

    private static string Answers(SessionScope scope)
    {
        if (scope.Task.Environment is not null) return "It acts step by step until the task is solved.";
        var labels = scope.Data.Labels;
        if (labels.Count < 2) return "Answers are written freely.";
        return $"Answers are one of {labels.Count}: {string.Join(", ", labels.Take(MostLabels))}{(labels.Count > MostLabels ? " and others" : "")}.";
    }

    private static string Cut(string text) => text.Length <= MostInstruction ? text : text[..(text.LastIndexOf(' ', MostInstruction) is > 0 and var end ? end : MostInstruction)] + " ...";
}
