using Microsoft.Data.Sqlite;
using PromptOpt.Caching;

namespace PromptOpt.Storage;

/// <summary>Changes of one transaction.</summary>
/// <param name="connection">Where to; in a transaction.</param>
/// <param name="now">Unix seconds: the time of last use.</param>
internal sealed class ResponseBatch(SqliteConnection connection, long now)
{
    private readonly Dictionary<(string Identity, string Engine), long> _models = [];

    /// <summary>Stores a response, over one of the same key.</summary>
    public void Save(ResponseKey key, StoredResponse response) => connection.Run(
        """
        INSERT INTO response (key, model, tokens, used, content) VALUES ($key, $model, $tokens, $used, $content)
            ON CONFLICT (key) DO UPDATE SET model = excluded.model, tokens = excluded.tokens, used = excluded.used, content = excluded.content
        """,
        ("key", key.ToBytes()), ("model", ModelOf(response)), ("tokens", response.Tokens), ("used", now), ("content", response.Content.ToArray()));

    /// <summary>Adds hits to the counts of the model; they stay there when the response has to make room.</summary>
    public void CountHits(ResponseKey key, long hits) => connection.Run(
        """
        UPDATE model SET hits = hits + $hits, tokens_saved = tokens_saved + $hits * (SELECT tokens FROM response WHERE key = $key)
            WHERE id = (SELECT model FROM response WHERE key = $key);
        UPDATE response SET used = max(used, $used) WHERE key = $key;
        """,
        ("key", key.ToBytes()), ("hits", hits), ("used", now));

    private long ModelOf(StoredResponse response)
    {
        var name = (response.ModelIdentity, response.Engine);
        if (_models.TryGetValue(name, out var id)) return id;
        (string, object?)[] values = [("identity", response.ModelIdentity), ("engine", response.Engine), ("name", response.ModelName)];
        connection.Run("INSERT OR IGNORE INTO model (identity, engine, name) VALUES ($identity, $engine, $name)", values);
        id = connection.Query("SELECT id FROM model WHERE identity = $identity AND engine = $engine", row => row.Long("id"), values[..2]).Single();
        return _models[name] = id;
    }
}
