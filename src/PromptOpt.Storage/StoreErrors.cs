using System.Text.Json;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace PromptOpt.Storage;

/// <summary>What can go wrong with the file, in words a person can act on.</summary>
internal static class StoreErrors
{
    public static bool IsExpected(Exception exception) =>
        exception is SqliteException or IOException or UnauthorizedAccessException or JsonException or InvalidCastException or FormatException or OverflowException or ArgumentException;

    /// <summary>Whether an error says that the file cannot be written, though it may be read.</summary>
    public static bool IsUnwritable(PromptOptException error) => error.InnerException is SqliteException { SqliteErrorCode: SQLITE_READONLY or SQLITE_CANTOPEN };

    public static PromptOptException Translate(string path, Exception exception) => exception switch
    {
        SqliteException sqlite => Translate(path, sqlite),
        IOException or UnauthorizedAccessException =>
            new PromptOptException($"cannot open {path}: {exception.Message} Check that the folder exists, may be written, and the disk has room.", exception),
        _ => new PromptOptException($"{path} is damaged: {exception.Message} Restore it from a copy, or start the study again under another name.", exception),
    };

    private static PromptOptException Translate(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        SQLITE_NOTADB => new BadInputException($"{path} is not a study (not an SQLite file); give the folder of a study, or remove the file", exception),
        SQLITE_CORRUPT => new PromptOptException($"{path} is damaged ({exception.Message}). Restore it from a copy, or start the study again under another name.", exception),
        SQLITE_FULL => new PromptOptException($"cannot write {path}: the disk is full. Free some space and resume; nothing that was stored is lost.", exception),
        SQLITE_IOERR => new PromptOptException($"cannot read or write {path}: {exception.Message} Check the disk (space, quota, connection), then resume.", exception),
        SQLITE_READONLY or SQLITE_CANTOPEN => new PromptOptException($"cannot open {path} for writing: {exception.Message} Check that file and folder may be written, then resume.", exception),
        SQLITE_BUSY or SQLITE_LOCKED => new PromptOptException($"{path} is held by another process: {exception.Message} Stop it, then resume.", exception),
        _ => new PromptOptException($"cannot use {path}: {exception.Message} Nothing of this step was written.", exception),
    };
}
