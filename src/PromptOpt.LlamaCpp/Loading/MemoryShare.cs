namespace PromptOpt.LlamaCpp.Loading;

/// <summary>A memory that holds a part of a model.</summary>
/// <param name="Name">Whose it is, for messages.</param>
/// <param name="FreeBytes">What is free.</param>
/// <param name="Share">The part of weights and key-value memory that lies there, above 0 to 1.</param>
internal sealed record MemoryShare(string Name, long FreeBytes, double Share);
