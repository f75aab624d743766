using PromptOpt.Feedback;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Running;

/// <summary>What the rules of a task may name.</summary>
/// <param name="Task">The task's name; null where none is known.</param>
/// <param name="Labels">Its closed set of answers, empty for open ones; null where no task is known.</param>
/// <param name="ErrorKinds">The violations of its world, empty where they are unknown; null for a dataset.</param>
internal sealed record TaskNames(string? Task, IReadOnlyCollection<string>? Labels, IReadOnlyCollection<string>? ErrorKinds)
{
    /// <summary>Those of a task folder; nothing is known without one.</summary>
    public static TaskNames Of(Backend backend, string? folder) => folder is null ? new(null, null, null) : Of(backend, backend.LoadTask(folder), null);

    /// <summary>Those of a study's task.</summary>
    public static TaskNames Of(Backend backend, Study study) => Of(backend, backend.LoadTask(study.TaskFolder), study.TestFile);

    private static TaskNames Of(Backend backend, TaskSpec task, string? testFile) =>
        new(task.Name, backend.ReadData(task, testFile).Labels, FeedbackFile.ErrorKindsOf(task));
}
