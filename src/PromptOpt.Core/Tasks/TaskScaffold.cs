using PromptOpt.Feedback;

namespace PromptOpt.Tasks;

/// <summary>Makes a task folder that works at once from a file with rows.</summary>
public static class TaskScaffold
{
    /// <summary>
    /// Writes <c>task.yaml</c>, <c>prompts/seed.txt</c>, <c>feedback.yaml</c> and copies of the data, having found out whether the targets are labels,
    /// numbers or open answers. A folder that exists already is never touched; one that could not be finished is removed again.
    /// </summary>
    /// <param name="folder">The folder to make; its name becomes the task's name.</param>
    /// <param name="dataFile">Rows: .jsonl, .json, .csv or .tsv.</param>
    /// <param name="options">What is known about them.</param>
    /// <returns>The task, loaded from the new folder.</returns>
    /// <exception cref="BadInputException">The folder exists, or the data cannot be used as it is.</exception>
    /// <exception cref="PromptOptException">The folder cannot be written.</exception>
    public static TaskSpec Create(string folder, string dataFile, ScaffoldOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new BadInputException($"{folder}: exists already and is not overwritten; choose another name or remove it first");
        if (options.MaxRows is < 1) throw new BadInputException($"max rows: must be at least 1, but is {options.MaxRows}");
        var content = new ScaffoldContent(folder, DataTable.Read(dataFile), options);
        try
        {
            Write(folder, content);
            var task = TaskFile.Load(folder);
            TaskDataReader.Read(task);
            return task;
        }
        catch (PromptOptException e)
        {
            Remove(folder);
            throw new BadInputException($"no task was made of {dataFile}: {content.InTermsOfSources(e.Message)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(folder);
            throw new PromptOptException($"cannot write {folder}: {e.Message} Check that the folder may be written and the disk has room.", e);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private static void Write(string folder, ScaffoldContent content)
    {
        Directory.CreateDirectory(Path.Combine(folder, "prompts"));
        foreach (var (name, text) in content.DataFiles) File.WriteAllText(Path.Combine(folder, name), text);
        File.WriteAllText(Path.Combine(folder, TaskFile.FileName), content.TaskYaml());
        File.WriteAllText(Path.Combine(folder, "prompts", "seed.txt"), content.SeedPrompt());
        File.WriteAllText(Path.Combine(folder, FeedbackFile.FileName), FeedbackFile.DefaultText());
    }
}
