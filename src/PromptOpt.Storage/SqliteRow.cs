using Microsoft.Data.Sqlite;

namespace PromptOpt.Storage;

/// <summary>Reads columns by name.</summary>
internal sealed class SqliteRow(SqliteDataReader reader)
{
    public string Text(string column) => reader.GetString(reader.GetOrdinal(column));

    public string? TextOrNull(string column) => reader.IsDBNull(reader.GetOrdinal(column)) ? null : Text(column);

    public byte[] Blob(string column) => reader.GetFieldValue<byte[]>(reader.GetOrdinal(column));

    public long Long(string column) => reader.GetInt64(reader.GetOrdinal(column));

    public int Int(string column) => checked((int)Long(column));

    public double Double(string column) => DoubleOrNull(column) ?? throw new InvalidCastException($"column {column} is empty");

    public double? DoubleOrNull(string column) => reader.GetValue(reader.GetOrdinal(column)) switch
    {
        DBNull => null,
        "NaN" => double.NaN,
        double value => value,
        long value => value,
        var other => throw new InvalidCastException($"column {column} holds {other}"),
    };

    public T Name<T>(string column)
        where T : struct, Enum => Enum.Parse<T>(Text(column));

    public T Json<T>(string column) => StoreJson.Read<T>(Text(column));
}
