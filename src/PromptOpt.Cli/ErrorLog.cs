namespace PromptOpt.Cli;

/// <summary>Where the trace of an unexpected failure goes.</summary>
internal static class ErrorLog
{
    /// <summary>Appends to <c>error.log</c> of the study being run, or writes a file in the temporary folder.</summary>
    /// <returns>The file, or the reason why none could be written.</returns>
    public static string Write(Exception failure, CommandContext context)
    {
        var text = $"{context.Host.Time.GetUtcNow():u} {failure}{Environment.NewLine}";
        var candidates = new List<string>();
        if (context.StudyFolder is { } folder && Directory.Exists(folder)) candidates.Add(Path.Combine(folder, "error.log"));
        candidates.Add(Path.Combine(Path.GetTempPath(), $"promptopt-error-{Environment.ProcessId}.log"));
        foreach (var path in candidates)
        {
            try
            {
                File.AppendAllText(path, text);
                return path;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // the next place may be writable
            }
        }

        return "no file: neither the study's folder nor the temporary folder can be written";
    }
}
