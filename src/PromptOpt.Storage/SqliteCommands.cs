using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>Short forms of what the store does with a connection. A command joins the transaction that the connection is in.</summary>
internal static class SqliteCommands
{
    public static void Run(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.Prepared(sql, values);
        command.ExecuteNonQuery();
    }

    public static long ReadInteger(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepared(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteRow, T> read, params (string Name, object? Value)[] values)
    {
        using var command = connection.Prepared(sql, values);
        using var reader = command.ExecuteReader();
        var row = new SqliteRow(reader);
        var list = new List<T>();
        while (reader.Read()) list.Add(read(row));
        return list;
    }

    private static SqliteCommand Prepared(this SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue("$" + name, Stored(value));
        return command;
    }

    /// <summary>SQLite turns NaN into NULL, so it is kept as text; infinities are kept as they are.</summary>
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        double.NaN => "NaN",
        Enum e => e.ToString(),
        _ => value,
    };
}
