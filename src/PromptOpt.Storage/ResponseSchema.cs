using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>Tables of a response cache and how it is recognised.</summary>
internal static class ResponseSchema
{
    /// <summary>"POPR": tells a response cache from any other SQLite file.</summary>
    public const int ApplicationId = 0x504F5052;

    /// <summary>Version of the tables; raise it with every change of <see cref="Tables"/>.</summary>
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE model (
            id INTEGER PRIMARY KEY, identity TEXT NOT NULL, engine TEXT NOT NULL, name TEXT NOT NULL, hits INTEGER NOT NULL DEFAULT 0,
            tokens_saved INTEGER NOT NULL DEFAULT 0, UNIQUE (identity, engine)) STRICT;
        CREATE TABLE response (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, model INTEGER NOT NULL REFERENCES model (id), tokens INTEGER NOT NULL,
            used INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
        CREATE INDEX response_used ON response (used);
        CREATE INDEX response_model ON response (model);
        """;

    private static readonly FileFormat Format = new()
    {
        ApplicationId = ApplicationId,
        Version = Version,
        Tables = Tables,
        WrongKind = "not a response cache; give another folder",
        TooNew = "update promptopt, or remove the file",
    };

    /// <summary>Creates the tables in an empty file, or checks that the file is a response cache this program can read.</summary>
    /// <exception cref="BadInputException">The file is something else, or of a newer version.</exception>
    public static void Prepare(SqliteConnection connection, string path)
    {
        connection.Run("PRAGMA auto_vacuum = INCREMENTAL"); // before anything is written: later it would be ignored
        connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
        Format.Prepare(connection, path, upgrade: _ => "");
    }
}
