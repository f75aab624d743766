using System.Security.Cryptography;
using System.Text;
using PromptOpt.Feedback;
using PromptOpt.Tasks;

namespace PromptOpt.Studies;

/// <summary>Identity of everything a study reads: it cannot go on with other rows, rules, grammars or prompts than it began with.</summary>
public static class TaskFingerprint
{
    /// <summary>SHA-256, in lower-case hex, over the task folder's YAML files without the feedback rules, the seed prompt, the answer's grammar or schema, the split rows
    /// and the optimiser's prompts. Feedback rules may be edited while a study runs; it stores those it used.</summary>
    /// <param name="task">The task.</param>
    /// <param name="data">Its rows.</param>
    /// <param name="promptsFolder">Folder of the optimiser's prompts; a missing one counts as empty.</param>
    /// <param name="programs">Identities of the environment and the metric program, where the task has them.</param>
    /// <exception cref="BadInputException">A file cannot be read.</exception>
    public static string Compute(TaskSpec task, TaskData data, string promptsFolder, params IEnumerable<string> programs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        AppendFiles(hash, task.Folder, "*.yaml", SearchOption.TopDirectoryOnly);
        AppendFiles(hash, promptsFolder, "*", SearchOption.AllDirectories);
        foreach (var text in new[] { task.Seed.Instruction, task.Seed.User, task.Seed.AnswerPrefix, data.Fingerprint })
            Append(hash, Encoding.UTF8.GetBytes(text));
        if (task.Answer.Constraint is { } constraint) Append(hash, Encoding.UTF8.GetBytes($"{constraint.Kind} {constraint.Text}"));
        foreach (string program in programs) Append(hash, Encoding.UTF8.GetBytes(program));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendFiles(IncrementalHash hash, string folder, string pattern, SearchOption depth)
    {
        if (!Directory.Exists(folder)) return;
        try
        {
            var files = Directory.EnumerateFiles(folder, pattern, depth)
                .Where(path => Path.GetFileName(path) != FeedbackFile.FileName)
                .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
                .OrderBy(file => file.Name, StringComparer.Ordinal);
            foreach (var (path, name) in files)
            {
                Append(hash, Encoding.UTF8.GetBytes(name));
                Append(hash, File.ReadAllBytes(path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder}: all of it belongs to a study, and not all of it can be read ({e.Message.TrimEnd('.')}); put right or remove what is in the way, such as a link that leads nowhere or back, or a file without rights", e);
        }
    }

    private static void Append(IncrementalHash hash, byte[] bytes)
    {
        hash.AppendData(BitConverter.GetBytes((long)bytes.Length));
        hash.AppendData(bytes);
    }
}
