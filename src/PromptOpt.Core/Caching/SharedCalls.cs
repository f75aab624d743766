namespace PromptOpt.Caching;

/// <summary>
/// Makes equal calls that overlap in time once. A caller that is cancelled only leaves; the call itself is cancelled when the last one has left. A failure
/// goes to those who wait for it and to nobody later.
/// </summary>
internal sealed class SharedCalls<T>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResponseKey, Call> _calls = [];

    /// <summary>Starts a call, or waits for the one under way.</summary>
    /// <param name="key">What is asked.</param>
    /// <param name="start">Makes the call; its token is cancelled when nobody waits any more.</param>
    /// <param name="cancellationToken">Lets this caller leave. The last one leaves when the call has ended.</param>
    /// <returns>The result, and whether another caller's call gave it.</returns>
    public async Task<(T Result, bool Joined)> RunAsync(ResponseKey key, Func<CancellationToken, Task<T>> start, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (call, joined) = Enter(key, start);
        try
        {
            return (await call.Task.WaitAsync(cancellationToken), joined);
        }
        finally
        {
            if (Leave(key, call)) await call.DisposeAsync();
        }
    }

    private (Call Call, bool Joined) Enter(ResponseKey key, Func<CancellationToken, Task<T>> start)
    {
        lock (_gate)
        {
            var joined = _calls.TryGetValue(key, out var call) && !call.IsOver;
            if (!joined) _calls[key] = call = new Call(start);
            call!.Waiting++;
            return (call, joined);
        }
    }

    /// <returns>Whether nobody is left.</returns>
    private bool Leave(ResponseKey key, Call call)
    {
        lock (_gate)
        {
            if (--call.Waiting > 0) return false;
            if (_calls.GetValueOrDefault(key) == call) _calls.Remove(key);
            return true;
        }
    }

    private sealed class Call : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Lazy<Task<T>> _task;

        public Call(Func<CancellationToken, Task<T>> start) => _task = new(() => start(_stop.Token)); // begun outside of the lock

        public Task<T> Task => _task.Value;

        public bool IsOver => _task is { IsValueCreated: true, Value.IsCompleted: true };

        public int Waiting { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (!Task.IsCompleted)
            {
                await _stop.CancelAsync();
                await Task.ContinueWith(static _ => { }, TaskScheduler.Default); // how it ends matters to nobody any more
            }

            _stop.Dispose();
        }
    }
}
