namespace PromptOpt.Storage;

/// <summary>A response cache's file is damaged; removing it is all that can be done, and loses nothing that cannot be computed again.</summary>
/// <param name="message">Which file, and what to do.</param>
/// <param name="inner">The cause.</param>
public sealed class DamagedCacheException(string message, Exception inner) : PromptOptException(message, inner);
