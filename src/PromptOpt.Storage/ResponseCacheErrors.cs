using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>What can go wrong with a response cache, in words a person can act on.</summary>
internal static class ResponseCacheErrors
{
    private const int Busy = 5, Locked = 6, Corrupt = 11, Full = 13, NotADatabase = 26;

    /// <summary>Why a file cannot be used, with the remedy.</summary>
    public static PromptOptException Translate(string path, Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        NotADatabase or Corrupt => new DamagedCacheException($"the response cache {path} is damaged ({exception.Message}); remove it with promptopt cache clear, or run with --no-cache", exception),
        _ => new PromptOptException($"cannot use the response cache {path}: {Why(exception)}. Check the folder, or run with --no-cache.", exception),
    };

    /// <summary>The cause in a few words.</summary>
    public static string Why(Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        Full => "the disk is full",
        Busy or Locked => "another process holds it",
        NotADatabase or Corrupt => "it is damaged",
        _ => exception.Message.TrimEnd('.'),
    };
}
