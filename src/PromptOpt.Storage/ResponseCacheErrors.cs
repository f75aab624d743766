using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace PromptOpt.Storage;

/// <summary>What can go wrong with a response cache, in words a person can act on.</summary>
internal static class ResponseCacheErrors
{
    /// <summary>Why a file cannot be used, with the remedy.</summary>
    public static PromptOptException Translate(string path, Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        SQLITE_NOTADB or SQLITE_CORRUPT => new DamagedCacheException($"the response cache {path} is damaged ({exception.Message}); remove it with promptopt cache clear, or run with --no-cache", exception),
        _ => new PromptOptException($"cannot use the response cache {path}: {Why(exception)}. Check the folder, or run with --no-cache.", exception),
    };

    /// <summary>The cause in a few words.</summary>
    public static string Why(Exception exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        SQLITE_FULL => "the disk is full",
        SQLITE_BUSY or SQLITE_LOCKED => "another process holds it",
        SQLITE_NOTADB or SQLITE_CORRUPT => "it is damaged",
        _ => exception.Message.TrimEnd('.'),
    };
}
