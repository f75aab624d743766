using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using PromptOpt.Caching;

namespace PromptOpt.Storage;

/// <summary>
/// Writes responses and hits behind the callers' backs: what comes within a moment goes into one transaction. A killed process loses that moment. A
/// transaction that fails is lost too, and the first time it is told.
/// </summary>
internal sealed class ResponseWriter : IAsyncDisposable
{
    private const int MostAtOnce = 1000;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new() { SingleReader = true });
    private readonly CancellationTokenSource _hurry = new();
    private readonly SqliteConnection _connection;
    private readonly ResponseCacheOptions _options;
    private readonly Action<ResponseKey> _written;
    private readonly Task _work;
    private bool _hasFailed;

    /// <summary>Starts the writer.</summary>
    /// <param name="connection">A connection that nobody else uses; closed at the end.</param>
    /// <param name="options">Size limit, clock and whom to tell.</param>
    /// <param name="written">Told every key that is on disk, or lost.</param>
    public ResponseWriter(SqliteConnection connection, ResponseCacheOptions options, Action<ResponseKey> written)
    {
        (_connection, _options, _written) = (connection, options, written);
        _work = Task.Run(RunAsync);
    }

    /// <summary>Queues a response, or a hit (null).</summary>
    public void Add(ResponseKey key, StoredResponse? response) => _changes.Writer.TryWrite(new(key, response, null));

    /// <summary>Ends when all that was queued so far is on disk or lost.</summary>
    public Task FlushAsync()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _changes.Writer.TryWrite(new(default, null, done)) ? done.Task : _work;
    }

    /// <summary>Writes what is queued and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_changes.Writer.TryComplete()) await _hurry.CancelAsync(); // else it was done before
        await _work;
        await _connection.DisposeAsync();
        _hurry.Dispose();
    }

    /// <summary>Runs a statement as it is, for tests.</summary>
    internal void Run(string sql) => _connection.Run(sql);

    private async Task RunAsync()
    {
        while (await _changes.Reader.WaitToReadAsync())
        {
            await Task.Delay(Moment, _hurry.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
            var batch = new List<Change>();
            while (batch.Count < MostAtOnce && _changes.Reader.TryRead(out var change)) batch.Add(change);
            TryWrite(batch);
            foreach (var change in batch)
            {
                if (change.Response is not null) _written(change.Key);
                change.Done?.TrySetResult();
            }
        }
    }

    private void TryWrite(List<Change> batch)
    {
        try
        {
            using (var transaction = _connection.BeginTransaction())
            {
                var writing = new ResponseBatch(_connection, _options.Time.GetUtcNow().ToUnixTimeSeconds());
                foreach (var change in batch.Where(c => c.Response is not null)) writing.Save(change.Key, change.Response!);
                foreach (var hits in batch.Where(c => c is { Response: null, Done: null }).GroupBy(c => c.Key)) writing.CountHits(hits.Key, hits.Count());
                transaction.Commit();
            }

            DiskSpace.Keep(_connection, _options.MaxBytes);
        }
        catch (Exception exception) when (StoreErrors.IsExpected(exception))
        {
            if (!_hasFailed) _options.Note($"responses could not be written to the cache {_connection.DataSource}: {ResponseCacheErrors.Why(exception)}. The run goes on without.");
            _hasFailed = true;
        }
    }

    private sealed record Change(ResponseKey Key, StoredResponse? Response, TaskCompletionSource? Done);
}
