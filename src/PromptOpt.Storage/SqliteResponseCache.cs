using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PromptOpt.Caching;

namespace PromptOpt.Storage;

/// <summary>
/// Responses in one SQLite file, <c>responses.db</c>. Several processes may share it: it has a write-ahead log, and all
/// would store the same under a key. Reading has a connection of its own and never waits for writing, which happens behind (see <see cref="ResponseWriter"/>). Local disks only: the log
/// does not work on network file systems.
/// </summary>
public sealed class SqliteResponseCache : IResponseCache
{
    private const int SecondsToWait = 5;
    private readonly Lock _reading = new();
    private readonly string _path;
    private readonly ResponseCacheOptions _options;
    private readonly SqliteConnection _reader;
    private readonly ResponseWriter _writer;
    private readonly ConcurrentDictionary<ResponseKey, StoredResponse> _pending = new();
    private bool _hasFailed;

    static SqliteResponseCache() => SQLitePCL.Batteries_V2.Init();

    private SqliteResponseCache(string path, ResponseCacheOptions options, SqliteConnection reader, SqliteConnection writer)
    {
        (_path, _options, _reader) = (path, options, reader);
        _writer = new(writer, options, key => _pending.TryRemove(key, out _));
    }

    /// <summary>Opens a cache, and creates file and folder if they are missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it behaves.</param>
    /// <exception cref="BadInputException">The file is no response cache, or was written by a newer program.</exception>
    /// <exception cref="DamagedCacheException">It is damaged.</exception>
    /// <exception cref="PromptOptException">It cannot be written.</exception>
    public static SqliteResponseCache Open(string path, ResponseCacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        path = Path.GetFullPath(path);
        SqliteConnection? reader = null, writer = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            writer = Connect(path);
            ResponseSchema.Prepare(writer, path);
            reader = Connect(path);
            return new(path, options, reader, writer);
        }
        catch (Exception exception)
        {
            reader?.Dispose();
            writer?.Dispose();
            if (StoreErrors.IsExpected(exception)) throw ResponseCacheErrors.Translate(path, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    public StoredResponse? Find(ResponseKey key)
    {
        if (_pending.TryGetValue(key, out var waiting)) return waiting;
        lock (_reading)
        {
            try
            {
                return _reader.Query(
                    "SELECT name, identity, engine, tokens, content FROM response JOIN model ON model.id = response.model WHERE key = $key",
                    Read,
                    ("key", key.ToBytes())).SingleOrDefault();
            }
            catch (Exception exception) when (StoreErrors.IsExpected(exception))
            {
                if (!_hasFailed) _options.Note($"responses could not be read from the cache {_path}: {ResponseCacheErrors.Why(exception)}. The run goes on without.");
                _hasFailed = true;
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Save(ResponseKey key, StoredResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        _pending[key] = response;
        _writer.Add(key, response);
    }

    /// <inheritdoc/>
    public void CountHit(ResponseKey key) => _writer.Add(key, null);

    /// <summary>Ends when everything saved so far is in the file.</summary>
    public Task FlushAsync() => _writer.FlushAsync();

    /// <summary>What it holds, by model and engine.</summary>
    /// <exception cref="PromptOptException">It cannot be read.</exception>
    public IReadOnlyList<ResponseCacheUse> ReadUse() => Guarded(() => _reader.Query(
        """
        SELECT name, identity, engine, hits, tokens_saved, count(response.id) AS entries, coalesce(sum(length(content)), 0) AS bytes
            FROM model LEFT JOIN response ON response.model = model.id GROUP BY model.id ORDER BY name, identity, engine
        """,
        row => new ResponseCacheUse
        {
            ModelName = row.Text("name"),
            ModelIdentity = row.Text("identity"),
            Engine = row.Text("engine"),
            Entries = row.Long("entries"),
            Bytes = row.Long("bytes"),
            Hits = row.Long("hits"),
            TokensSaved = row.Long("tokens_saved"),
        }));

    /// <summary>Removes responses, forgets the counts of models that have none left, and gives the disk space back.</summary>
    /// <exception cref="PromptOptException">It cannot be written.</exception>
    public RemovedResponses Clear(ResponseFilter filter) => Guarded(() =>
    {
        var before = BytesOnDisk(_path);
        var entries = Delete(filter);
        DiskSpace.GiveBack(_reader);
        return new RemovedResponses(entries, Math.Max(0, before - BytesOnDisk(_path)));
    });

    /// <summary>Bytes of a cache's file with its write-ahead log; 0 if there is none.</summary>
    public static long BytesOnDisk(string path) => new[] { path, Log(path) }.Where(File.Exists).Sum(file => new FileInfo(file).Length);

    /// <summary>Removes a cache's files, whatever is in them.</summary>
    public static void Delete(string path)
    {
        foreach (var file in new[] { path, Log(path), path + "-shm" }) File.Delete(file);
    }

    /// <summary>Writes what is not written yet, and closes the file. May be done twice.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        lock (_reading) _reader.Dispose();
    }

    /// <summary>Runs a statement on the writing connection as it is, for tests of what a full or damaged disk does.</summary>
    internal void Run(string sql) => _writer.Run(sql);

    private static string Log(string path) => path + "-wal";

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = SecondsToWait }.ToString());
        connection.Open();
        connection.Run("PRAGMA synchronous = NORMAL");
        return connection;
    }

    private static StoredResponse Read(SqliteRow row) => new()
    {
        ModelName = row.Text("name"),
        ModelIdentity = row.Text("identity"),
        Engine = row.Text("engine"),
        Tokens = row.Long("tokens"),
        Content = row.Blob("content"),
    };

    private long Delete(ResponseFilter filter)
    {
        var limit = filter.NotUsedFor is { } age ? (_options.Time.GetUtcNow() - age).ToUnixTimeSeconds() : long.MaxValue;
        using var transaction = _reader.BeginTransaction();
        var before = _reader.ReadInteger("SELECT count(*) FROM response");
        _reader.Run(
            """
            DELETE FROM response WHERE used <= $limit AND model IN (SELECT id FROM model WHERE substr(identity, 1, length($prefix)) = $prefix);
            DELETE FROM model WHERE id NOT IN (SELECT model FROM response) AND substr(identity, 1, length($prefix)) = $prefix;
            """,
            ("limit", limit), ("prefix", filter.ModelPrefix ?? ""));
        var after = _reader.ReadInteger("SELECT count(*) FROM response");
        transaction.Commit();
        return before - after;
    }

    private T Guarded<T>(Func<T> work)
    {
        lock (_reading)
        {
            try
            {
                return work();
            }
            catch (Exception exception) when (StoreErrors.IsExpected(exception))
            {
                throw ResponseCacheErrors.Translate(_path, exception);
            }
        }
    }
}
