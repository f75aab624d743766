namespace PromptOpt.Storage;

/// <summary>What clearing a response cache removed.</summary>
/// <param name="Entries">Responses.</param>
/// <param name="Bytes">Bytes by which the files on disk became smaller.</param>
public sealed record RemovedResponses(long Entries, long Bytes);
