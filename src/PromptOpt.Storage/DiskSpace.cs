using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>Keeps a response cache's file small.</summary>
internal static class DiskSpace
{
    /// <summary>Share of the limit that stays when room is made, so that it is not made for every response.</summary>
    private const double Kept = 0.9;

    /// <summary>Bytes of the file in use.</summary>
    public static long Used(SqliteConnection connection) =>
        (connection.ReadInteger("PRAGMA page_count") - connection.ReadInteger("PRAGMA freelist_count")) * connection.ReadInteger("PRAGMA page_size");

    /// <summary>Removes the responses that were not used for longest, if the file is above the limit.</summary>
    public static void Keep(SqliteConnection connection, long maxBytes)
    {
        if (Used(connection) <= maxBytes) return;
        using (var transaction = connection.BeginTransaction())
        {
            while (Used(connection) > maxBytes * Kept && connection.ReadInteger("SELECT count(*) FROM response") is > 0 and var count)
                connection.Run("DELETE FROM response WHERE id IN (SELECT id FROM response ORDER BY used, id LIMIT $most)", ("most", 1 + count / 20));
            transaction.Commit();
        }

        GiveBack(connection);
    }

    /// <summary>Gives free pages back to the file system.</summary>
    public static void GiveBack(SqliteConnection connection)
    {
        connection.Query("PRAGMA incremental_vacuum", _ => 0); // frees a page a step, so all steps are taken
        connection.Query("PRAGMA wal_checkpoint(TRUNCATE)", _ => 0);
    }
}
