using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads a task folder's <c>task.yaml</c>, strictly: nothing unknown, nothing of the wrong type, nothing out of range.</summary>
public static class TaskFile
{
    /// <summary>Name of the file in a task folder.</summary>
    public const string FileName = "task.yaml";

    /// <summary>Reads a task.</summary>
    /// <param name="folder">The task folder; relative paths inside the file start there.</param>
    /// <exception cref="BadInputException">The folder or file is missing or has problems: all of them, one a line, as <c>path:line:column: ...</c>.</exception>
    public static TaskSpec Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
            throw new BadInputException($"{folder}: there is no such task folder; name an existing one, or make one with 'promptopt init'");
        var file = YamlFile.Read(Path.Combine(folder, FileName));
        var task = new TaskFileReader(file, Path.GetFullPath(folder)).Read();
        file.ThrowIfAny();
        return task;
    }
}
