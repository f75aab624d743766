namespace PromptOpt.Environments.External;

/// <summary>Keeps one process of a program running: starts it again after a crash, but not for ever.</summary>
internal sealed class ProgramDriver : IAsyncDisposable
{
    /// <summary>Restarts in a row without a finished episode.</summary>
    public const int MostRestarts = 3;

    private readonly ProgramTerms _terms;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private ProgramHello? _hello;
    private Task<ProgramConnection>? _current;
    private PromptOptException? _failure;
    private bool _isDisposed;
    private int _restarts;

    /// <summary>Takes what is needed to start it; nothing is started yet.</summary>
    /// <param name="terms">How.</param>
    /// <param name="hello">What other processes of the program said of themselves; null if this is the first.</param>
    public ProgramDriver(ProgramTerms terms, ProgramHello? hello) => (_terms, _hello) = (terms, hello);

    /// <summary>What it said of itself.</summary>
    public ProgramHello Hello => _hello ?? throw new InvalidOperationException("The program was not started yet.");

    /// <summary>Why it is not started again any more; null while it is.</summary>
    public PromptOptException? Failure
    {
        get
        {
            lock (_gate) return _failure;
        }
    }

    /// <summary>The running process; starts one if none is.</summary>
    /// <exception cref="EnvironmentException">It failed too often, or is not the same program any more.</exception>
    /// <exception cref="BadInputException">There is no such program.</exception>
    public async Task<ProgramConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await Current().WaitAsync(cancellationToken);
            }
            catch (BrokenProgramException)
            {
                // It broke while it started: Current counts that and starts another, or throws.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ObjectDisposedException(nameof(ProgramDriver));
            }
        }
    }

    /// <summary>An episode was finished: what went wrong before does not count any more.</summary>
    public void Finished()
    {
        lock (_gate) _restarts = 0;
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<ProgramConnection>? current;
        lock (_gate)
        {
            if (_isDisposed) return;
            (_isDisposed, current) = (true, _current);
        }

        await _stopping.CancelAsync();
        if (current is not null) await EndAsync(current);
        _stopping.Dispose();
    }

    private Task<ProgramConnection> Current()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_failure is null && _current is { IsCompleted: true } done && EndOf(done) is { } end) Replace(done, end);
            if (_failure is { } failure) throw failure is BadInputException ? new BadInputException(failure.Message, failure) : new EnvironmentException(failure.Message, failure);
            return _current ??= StartAsync(null);
        }
    }

    private void Replace(Task<ProgramConnection> done, ProgramEnd end)
    {
        if (done.Exception?.InnerException is PromptOptException other and not BrokenProgramException)
        {
            _failure = other;
            return;
        }

        if (_hello is null || _restarts == MostRestarts)
        {
            string again = _hello is null ? "" : FormattableString.Invariant($", and had been started again {MostRestarts} times without a finished episode");
            _failure = _terms.Failure(end.Why + again, end.LastErrors);
            return;
        }

        _restarts++;
        _terms.TellRestart(end);
        _current = StartAsync(done);
    }

    private static ProgramEnd? EndOf(Task<ProgramConnection> done) => done.Exception?.InnerException switch
    {
        null => done.Result.End,
        BrokenProgramException broken => broken.End,
        { } other => new(other.Message, []),
    };

    private static async Task EndAsync(Task<ProgramConnection> started)
    {
        try
        {
            await (await started).DisposeAsync();
        }
        catch (Exception e) when (e is PromptOptException or OperationCanceledException)
        {
            // It never ran.
        }
    }

    private async Task<ProgramConnection> StartAsync(Task<ProgramConnection>? before)
    {
        // The old one may hold what the new one needs, a port or a lock; and the caller holds the gate.
        await Task.Yield();
        if (before is not null) await EndAsync(before);
        var connection = new ProgramConnection(_terms, _terms.Start(_terms.TellError));
        try
        {
            Check(await connection.GreetAsync(_stopping.Token), connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private void Check(ProtocolMessage answer, ProgramConnection connection)
    {
        try
        {
            var hello = ProgramHello.Read(answer, _terms.Spec.ShortName);
            if (_hello is not null && hello != _hello)
                throw _terms.Failure($"was started again and says to be another one: '{hello.Name}' version '{hello.Version}' instead of '{_hello.Name}' version '{_hello.Version}', or has other violations", connection.LastErrors);
            _hello = hello;
        }
        catch (BadAnswerException e)
        {
            throw _terms.Failure("answered the handshake wrongly: " + e.Message, connection.LastErrors);
        }
    }
}
