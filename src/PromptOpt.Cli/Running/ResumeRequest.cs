namespace PromptOpt.Cli.Running;

/// <summary>A stored study to go on with.</summary>
/// <param name="StudyName">Its name.</param>
/// <param name="ResultsRoot">Folder of all studies.</param>
/// <param name="ModelPath">The model file, if it has moved.</param>
/// <param name="Adjust">Options of the engine over the stored ones.</param>
internal sealed record ResumeRequest(string StudyName, string ResultsRoot, string? ModelPath, Func<EngineSettings, EngineSettings> Adjust);
