namespace PromptOpt.Tests;

/// <summary>Finds files of the repository from a test.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = Find();

    public static string Task(string name) => File("tasks", name);

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "PromptOpt.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
