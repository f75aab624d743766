namespace PromptOpt.Tests;

/// <summary>A folder of its own for one test, removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("promptopt-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, its folders included, and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Copies a file that another handle may have open, as a killed process would leave it.</summary>
    public void Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(to))!);
        using var source = new FileStream(File(from), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var target = System.IO.File.Create(File(to));
        source.CopyTo(target);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
