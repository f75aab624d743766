namespace PromptOpt.Environments.External;

/// <summary>The processes of a program: one that all share, or several that each hold one episode at a time, with a waiting line.</summary>
internal sealed class ProgramPool : IAsyncDisposable
{
    private readonly ProgramDriver[] _drivers;
    private readonly bool _isShared;
    private readonly Lock _gate = new();
    private readonly Stack<ProgramDriver> _idle;
    private readonly LinkedList<TaskCompletionSource<ProgramDriver>> _line = [];

    private ProgramPool(ProgramDriver[] drivers, bool isShared)
    {
        (_drivers, _isShared) = (drivers, isShared);
        _idle = new(drivers.Reverse());
    }

    /// <summary>What the program said of itself.</summary>
    public ProgramHello Hello => _drivers[0].Hello;

    /// <summary>Starts the first process; others start when they are needed.</summary>
    /// <exception cref="BadInputException">There is no such program.</exception>
    /// <exception cref="EnvironmentException">It failed at its start.</exception>
    public static async Task<ProgramPool> OpenAsync(ProgramTerms terms, CancellationToken cancellationToken)
    {
        var first = new ProgramDriver(terms, null);
        try
        {
            await first.ConnectAsync(cancellationToken);
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }

        int others = (terms.Spec.Instances ?? 1) - 1;
        return new([first, .. Enumerable.Range(0, others).Select(_ => new ProgramDriver(terms, first.Hello))], terms.Spec.Instances is null);
    }

    /// <summary>A process for one episode; waits in line where each holds only one.</summary>
    /// <exception cref="EnvironmentException">All processes failed too often.</exception>
    public Task<ProgramDriver> RentAsync(CancellationToken cancellationToken)
    {
        if (_isShared) return Task.FromResult(_drivers[0]);
        lock (_gate)
        {
            if (_idle.TryPop(out var driver)) return Task.FromResult(driver);
            if (AllFailed() is { } failure) throw failure;
            var place = _line.AddLast(new TaskCompletionSource<ProgramDriver>(TaskCreationOptions.RunContinuationsAsynchronously));
            return WaitAsync(place, cancellationToken);
        }
    }

    /// <summary>Gives a process back. One that failed too often is not given out again.</summary>
    public void Return(ProgramDriver driver)
    {
        if (_isShared) return;
        lock (_gate)
        {
            if (driver.Failure is null)
            {
                if (_line.First is { } next) Serve(next, driver);
                else _idle.Push(driver);
            }
            else if (AllFailed() is { } failure)
            {
                FailLine(failure);
            }
        }
    }

    /// <summary>Ends all processes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) FailLine(new ObjectDisposedException(nameof(ProgramPool)));
        await Task.WhenAll(_drivers.Select(driver => driver.DisposeAsync().AsTask()));
    }

    private EnvironmentException? AllFailed() =>
        _drivers.All(driver => driver.Failure is not null) ? new(_drivers[^1].Failure!.Message, _drivers[^1].Failure) : null;

    private void FailLine(Exception failure)
    {
        foreach (var waiting in _line) waiting.TrySetException(failure);
        _line.Clear();
    }

    private void Serve(LinkedListNode<TaskCompletionSource<ProgramDriver>> place, ProgramDriver driver)
    {
        _line.Remove(place);
        place.Value.TrySetResult(driver);
    }

    private async Task<ProgramDriver> WaitAsync(LinkedListNode<TaskCompletionSource<ProgramDriver>> place, CancellationToken cancellationToken)
    {
        try
        {
            return await place.Value.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            bool isServed;
            lock (_gate)
            {
                isServed = place.List is null;
                if (!isServed) _line.Remove(place);
            }

            if (isServed && place.Value.Task.IsCompletedSuccessfully) Return(await place.Value.Task);
            throw;
        }
    }
}
