using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>What makes an SQLite file one of ours: how it is recognised, its tables, and what to say of another one.</summary>
internal sealed record FileFormat
{
    /// <summary>Tells the file from any other SQLite file.</summary>
    public required int ApplicationId { get; init; }

    /// <summary>Version of the tables.</summary>
    public required int Version { get; init; }

    /// <summary>SQL that makes the tables of this version.</summary>
    public required string Tables { get; init; }

    /// <summary>What a file of another kind is not, and what to do.</summary>
    public required string WrongKind { get; init; }

    /// <summary>What to do with a file of a newer version.</summary>
    public required string TooNew { get; init; }

    /// <summary>Creates the tables in an empty file, or checks that the file is one that this program can read.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="upgrade">SQL that brings the tables of an older version up to this one.</param>
    /// <exception cref="BadInputException">The file is something else, or of a newer version.</exception>
    public void Prepare(SqliteConnection connection, string path, Func<long, string> upgrade)
    {
        using var transaction = connection.BeginTransaction();
        if (connection.ReadInteger("PRAGMA application_id") == 0 && connection.ReadInteger("PRAGMA user_version") == 0 && connection.ReadInteger("SELECT count(*) FROM sqlite_schema") == 0)
            connection.Run(Tables + $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version};");
        else if (VersionOf(connection, path) is var version && version < Version)
            connection.Run(upgrade(version) + $"PRAGMA user_version = {Version};");
        transaction.Commit();
    }

    /// <summary>Checks that a file which cannot be written is one of this version.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="BadInputException">The file is something else, or of another version.</exception>
    public void Check(SqliteConnection connection, string path)
    {
        if (VersionOf(connection, path) is var version && version < Version)
            throw new BadInputException($"{path} was written by an older promptopt (format {version}; this program reads {Version}) and may not be written, so it cannot be brought up to date; copy its folder to where you may write");
    }

    /// <summary>The version of a file of this format, at most the newest.</summary>
    private long VersionOf(SqliteConnection connection, string path)
    {
        var version = connection.ReadInteger("PRAGMA user_version");
        if (connection.ReadInteger("PRAGMA application_id") != ApplicationId) throw new BadInputException($"{path} is a database, but {WrongKind}");
        return version <= Version ? version : throw new BadInputException($"{path} was written by a newer promptopt (format {version}; this program reads up to {Version}); {TooNew}");
    }
}
