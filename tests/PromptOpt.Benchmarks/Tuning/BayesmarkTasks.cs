using System.Text.Json;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>The 25 tasks, from the same file as the evaluator reads.</summary>
internal static class BayesmarkTasks
{
    /// <summary>Models whose evaluations take less than a second.</summary>
    private static readonly string[] Quick = ["RandomForest", "DecisionTree", "SVM"];

    /// <summary>All of them: by model, then by dataset.</summary>
    public static IReadOnlyList<BayesmarkTask> All { get; } = Read();

    /// <summary>Groups that are averaged: every model, the 15 quick tasks, all 25.</summary>
    public static IReadOnlyList<TaskGroup> Groups { get; } =
    [
        .. All.GroupBy(task => task.Model).Select(group => new TaskGroup(group.Key, [.. group])),
        new("15 tasks", [.. All.Where(task => Quick.Contains(task.Model))]),
        new("25 tasks", All),
    ];

    /// <summary>The tasks of an option.</summary>
    /// <param name="text">15, 25, or names with commas between them.</param>
    /// <exception cref="BadInputException">There is no such task.</exception>
    public static IReadOnlyList<BayesmarkTask> Select(string text) =>
        Groups.FirstOrDefault(group => group.Name == $"{text} tasks")?.Tasks ?? [.. text.Split(',').Select(Find)];

    /// <summary>The task of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static BayesmarkTask Find(string name) => All.FirstOrDefault(task => task.Name == name)
        ?? throw new BadInputException($"there is no task '{name}'; give 15, 25 or names such as {All[0].Name}, {All[^1].Name}.");

    private static IReadOnlyList<BayesmarkTask> Read()
    {
        using var stream = typeof(BayesmarkTasks).Assembly.GetManifestResourceStream("bayesmark/tasks.json")!;
        var file = JsonSerializer.Deserialize<TasksFile>(stream, JsonSerializerOptions.Web)!;
        return [.. file.Models.SelectMany(model => file.Datasets, (model, dataset) => (Model: model, Dataset: dataset)).Select((pair, number) =>
            new BayesmarkTask(number, pair.Dataset.Key, pair.Model.Key, pair.Dataset.Value, new([.. pair.Model.Value.Select(p => p.On(pair.Dataset.Key))])))];
    }

    private sealed record TasksFile(Dictionary<string, BayesmarkData> Datasets, Dictionary<string, ParameterEntry[]> Models);

    private sealed record ParameterEntry(string Name, string Type, string Transform, double Low, double High, double Default, Dictionary<string, double>? Defaults)
    {
        public Parameter On(string dataset) => new()
        {
            Name = Name,
            Kind = Type == "int" ? ParameterKind.Whole : ParameterKind.Real,
            Scale = Enum.Parse<ParameterScale>(Transform, ignoreCase: true),
            Low = Low,
            High = High,
            Default = Defaults is not null && Defaults.TryGetValue(dataset, out double own) ? own : Default,
        };
    }
}
