using Microsoft.Data.Sqlite;
using PromptOpt.Studies;

namespace PromptOpt.Storage;

/// <summary>
/// A study in one SQLite file, <c>results/NAME/study.db</c>: readable columns (open it with any SQLite tool while it runs), JSON for nested
/// values. Write-ahead log with <c>synchronous=FULL</c>, so neither a killed process nor a power failure loses what returned. One connection, one
/// call at a time; calls may come from any thread. Local disks only: the log does not work on network file systems.
/// </summary>
public sealed class SqliteStudyStore : IStudyStore
{
    private static readonly string PhaseOrder = $"CASE phase {string.Join(' ', Enum.GetNames<Phase>().Select((name, place) => $"WHEN '{name}' THEN {place}"))} END";
    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private bool _closed;

    static SqliteStudyStore() => SQLitePCL.Batteries_V2.Init();

    private SqliteStudyStore(string path, bool forReading)
    {
        _path = Path.GetFullPath(path);
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = forReading ? SourceForReading(_path) : _path,
            Mode = forReading ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
    }

    /// <summary>Opens a study's file, and creates file and folder if they are missing. What may be read but not written, such as a study of somebody else, is opened for reading: then
    /// whatever writes fails.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">The file is not a study, or was written by a newer program.</exception>
    /// <exception cref="PromptOptException">It is damaged, or can be neither written nor read.</exception>
    public static SqliteStudyStore Open(string path)
    {
        try
        {
            return Opened(new(path, forReading: false), store =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(store._path)!);
                store._connection.Open();
                StoreSchema.Prepare(store._connection, store._path);
            });
        }
        catch (PromptOptException error) when (StoreErrors.IsUnwritable(error) && File.Exists(path))
        {
            return OpenForReading(path);
        }
    }

    /// <summary>Opens a study's file without ever writing it.</summary>
    internal static SqliteStudyStore OpenForReading(string path) => Opened(new(path, forReading: true), store =>
    {
        store._connection.Open();
        StoreSchema.Check(store._connection, store._path);
    });

    private static SqliteStudyStore Opened(SqliteStudyStore store, Action<SqliteStudyStore> open)
    {
        try
        {
            store.Guarded(() =>
            {
                open(store);
                return true;
            });
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens a study that must be there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">There is no such file, it is not a study, or was written by a newer program.</exception>
    /// <exception cref="PromptOptException">It is damaged or cannot be written.</exception>
    public static SqliteStudyStore OpenExisting(string path) => File.Exists(path)
        ? Open(path)
        : throw new BadInputException($"there is no study at {Path.GetFullPath(path)}; check the name");

    /// <inheritdoc/>
    public Study? ReadStudy() => Guarded(() => _connection.Query("SELECT * FROM study", StoreRows.Study).SingleOrDefault());

    /// <inheritdoc/>
    public void SaveStudy(Study study) => Write(() => Insert("INSERT OR REPLACE", "study", StoreRows.Of(study)));

    /// <inheritdoc/>
    public IReadOnlyList<Trial> ReadTrials() => Guarded(() => _connection.Query("SELECT * FROM trial ORDER BY number", StoreRows.Trial));

    /// <inheritdoc/>
    public void SaveTrial(Trial trial) => Write(() => Insert("INSERT OR REPLACE", "trial", StoreRows.Of(trial)));

    /// <inheritdoc/>
    public IReadOnlyList<RulesVersion> ReadRules() => Guarded(() => _connection.Query("SELECT * FROM rules ORDER BY level", StoreRows.Rules));

    /// <inheritdoc/>
    public void SaveRules(RulesVersion rules) => Write(() => Insert("INSERT OR REPLACE", "rules", StoreRows.Of(rules)));

    /// <inheritdoc/>
    public Wave? ReadWave(WaveKey key) => Guarded(() => ReadWaves(
        "trial = $trial AND phase = $phase AND {0} = $number", ("trial", key.Trial), ("phase", key.Phase), ("number", key.Index)).SingleOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<Wave> ReadWaves(int? trial = null) => Guarded(() =>
        trial is { } number ? ReadWaves("trial = $trial", ("trial", number)) : ReadWaves("TRUE"));

    /// <inheritdoc/>
    public void SaveWave(Wave wave) => Write(() =>
    {
        try
        {
            Insert("INSERT", "wave", StoreRows.Of(wave));
        }
        catch (SqliteException exception) when (exception.SqliteExtendedErrorCode is 1555 or 2067)
        {
            throw new PromptOptException($"{_path}: {StoreMessages.StoredAlready(wave.Key)}", exception);
        }

        foreach (var rollout in wave.Rollouts) Insert("INSERT", "rollout", StoreRows.Of(wave.Key, rollout));
    });

    /// <inheritdoc/>
    public Spending ReadSpending() => Guarded(() => _connection.Query(
        """
        SELECT coalesce(sum(calls), 0) AS calls, coalesce(sum(prompt_tokens + output_tokens), 0) AS tokens,
            coalesce(sum(prompt_tokens + output_tokens - cached_tokens), 0) AS computed FROM rollout
        """,
        row => new Spending(row.Long("calls"), row.Long("tokens"), row.Long("computed"))).Single());

    /// <inheritdoc/>
    public double ReadSeconds() => Guarded(() => _connection.Query(
        "SELECT max(coalesce((SELECT max(study_seconds) FROM wave), 0), coalesce((SELECT seconds FROM clock), 0)) AS seconds",
        row => row.Double("seconds")).Single());

    /// <inheritdoc/>
    public void SaveSeconds(double seconds) =>
        Write(() => Insert("INSERT OR REPLACE", "clock", [("id", 1), ("seconds", seconds)]));

    /// <summary>Closes the file; the last one to close folds the write-ahead log into it.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _connection.Dispose();
        }
    }

    /// <summary>Runs a statement as it is, for tests of what a full or read-only disk does.</summary>
    internal void Run(string sql) => _connection.Run(sql);

    /// <summary>Waves that fulfil a condition; <c>{0}</c> in it stands for the column with the number of the wave.</summary>
    private List<Wave> ReadWaves(string condition, params (string Name, object? Value)[] values)
    {
        using var snapshot = _connection.BeginTransaction(deferred: true);
        var rollouts = _connection
            .Query($"SELECT * FROM rollout WHERE {condition.Replace("{0}", "wave", StringComparison.Ordinal)} ORDER BY position", StoreRows.Rollout, values)
            .ToLookup(r => r.Key, r => r.Rollout);
        return _connection.Query(
            $"SELECT * FROM wave WHERE {condition.Replace("{0}", "number", StringComparison.Ordinal)} ORDER BY trial, {PhaseOrder}, number",
            row =>
            {
                var key = new WaveKey(row.Int("trial"), row.Name<Phase>("phase"), row.Int("number"));
                return new Wave { Key = key, StudySeconds = row.Double("study_seconds"), Rollouts = [.. rollouts[key]] };
            },
            values);
    }

    /// <summary>Without a log beside the file nobody is writing it; SQLite must be told so, since in a folder that cannot be written it cannot make the files to find out.</summary>
    private static string SourceForReading(string path) => File.Exists(path + "-wal") ? path : new Uri(path).AbsoluteUri + "?immutable=1";

    private void Insert(string verb, string table, (string Name, object? Value)[] columns)
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        var values = string.Join(", ", columns.Select(c => "$" + c.Name));
        _connection.Run($"{verb} INTO {table} ({names}) VALUES ({values})", columns);
    }

    /// <summary>Whole or not at all: an immediate transaction that is rolled back unless everything went well.</summary>
    private void Write(Action write) => Guarded(() =>
    {
        using var transaction = _connection.BeginTransaction();
        write();
        transaction.Commit();
        return true;
    });

    private T Guarded<T>(Func<T> work)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            try
            {
                return work();
            }
            catch (Exception exception) when (StoreErrors.IsExpected(exception))
            {
                throw StoreErrors.Translate(_path, exception);
            }
        }
    }
}
