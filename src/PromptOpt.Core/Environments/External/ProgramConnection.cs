using System.Threading.Channels;

namespace PromptOpt.Environments.External;

/// <summary>
/// One process from its start to its end. Requests of many episodes are under way at once and their answers come in any order. Nothing is repaired here: the
/// first thing that is wrong with the process ends it, and every request that waits is told why.
/// </summary>
internal sealed class ProgramConnection : IAsyncDisposable
{
    private const int LongestLine = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ProgramTerms _terms;
    private readonly IChannel _channel;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<ProtocolMessage> _greeting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WaitingRequests _waiting = new();
    private readonly Task _reading, _writing;

    /// <summary>Takes a process that was just started.</summary>
    public ProgramConnection(ProgramTerms terms, IChannel channel)
    {
        (_terms, _channel) = (terms, channel);
        _reading = Task.Run(ReadAsync);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Why it is not used any more; null while it is.</summary>
    public ProgramEnd? End => _waiting.End;

    /// <summary>What it wrote last to stderr.</summary>
    public IReadOnlyList<string> LastErrors => _channel.LastErrors;

    /// <summary>Exchanges the first messages. What the program prints before is passed over.</summary>
    /// <exception cref="BrokenProgramException">It ended, or took too long.</exception>
    public async Task<ProtocolMessage> GreetAsync(CancellationToken cancellationToken)
    {
        _outgoing.Writer.TryWrite(_terms.Hello);
        try
        {
            return await _greeting.Task.WaitAsync(Limit(_terms.Spec.StartTimeout, 1), _terms.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new BrokenProgramException(Break($"did not answer the handshake within {Seconds(_terms.Spec.StartTimeout)}"), isSuspect: true);
        }
    }

    /// <summary>Sends a request and waits for its answer. A program that takes requests in turn has the time limit for each that is before this one too.</summary>
    /// <param name="id">Whose it is; only one request at a time.</param>
    /// <param name="request">The line.</param>
    /// <param name="cancellationToken">Stops waiting; a late answer is dropped.</param>
    /// <exception cref="BrokenProgramException">The process ended, or took too long.</exception>
    public async Task<ProtocolMessage> AskAsync(string id, byte[] request, CancellationToken cancellationToken)
    {
        var (answer, ahead) = _waiting.Add(id);
        _outgoing.Writer.TryWrite(request);
        var limit = Limit(_terms.Spec.Timeout, ahead + 1);
        try
        {
            return await answer.WaitAsync(limit, _terms.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Break($"did not answer within {Seconds(limit)}");
            return await answer;
        }
        catch (OperationCanceledException)
        {
            _waiting.Abandon(id);
            throw;
        }
    }

    /// <summary>Sends a message that needs no answer.</summary>
    public void Tell(byte[] message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Drops whatever else comes for an episode that is given up.</summary>
    public void Forget(string id) => _waiting.Forget(id);

    /// <summary>Asks the program to end, waits a moment, and ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isAlive = End is null;
        _waiting.Fail(new("was shut down", []));
        if (isAlive)
        {
            _outgoing.Writer.TryWrite(ProgramTerms.Line(new() { ["type"] = "shutdown" }));
            _outgoing.Writer.TryComplete();
            await Settle(_writing);
            await _channel.EndAsync(Patience);
        }

        await _stopping.CancelAsync();
        await _channel.DisposeAsync();
        await Settle(_reading);
        await Settle(_writing);
        if (_reading.IsCompleted && _writing.IsCompleted) _stopping.Dispose();
    }

    private static async Task Settle(Task task) => await Task.WhenAny(task, Task.Delay(Patience));

    private static TimeSpan Limit(TimeSpan one, int count) => one < LongTime.Longest / count ? one * count : LongTime.Longest;

    private static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    private ProgramEnd Break(string why)
    {
        var end = _waiting.Fail(new(why, _channel.LastErrors));
        _greeting.TrySetException(new BrokenProgramException(end, isSuspect: true));
        _outgoing.Writer.TryComplete();
        _channel.Kill();
        return end;
    }

    private async Task ReadAsync()
    {
        var lines = new LineReader(_channel.Output, LongestLine);
        try
        {
            while (await lines.ReadAsync(_stopping.Token) is { } line)
                if (Take(line) is { } wrong)
                {
                    Break(wrong);
                    return;
                }

            Break(await _channel.EndAsync(Patience) ?? "closed its stdout but did not end");
        }
        catch (InvalidDataException)
        {
            Break($"wrote a line of more than {LongestLine / 1024 / 1024} MiB");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Break("could not be read from: " + e.Message);
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (byte[] line in _outgoing.Reader.ReadAllAsync(_stopping.Token))
            {
                await _channel.Input.WriteAsync(line, _stopping.Token);
                await _channel.Input.FlushAsync(_stopping.Token);
            }

            await _channel.Input.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Break(await _channel.EndAsync(Patience) ?? "closed its stdin but did not end");
        }
    }

    /// <summary>Hands a line to whom it belongs.</summary>
    /// <returns>What is wrong with the process; null if nothing.</returns>
    private string? Take(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOfAnyExcept(" \t"u8) < 0) return null;
        var message = ProtocolMessage.TryRead(line);
        if (!_greeting.Task.IsCompleted) return Greet(message);
        if (message is null) return $"wrote a line that is no message to stdout ({Excerpt.Of(line.Span)})";
        if (message.Id(_terms.IdName) is not { } id)
            return message.Type == "error" ? "failed: " + Said(message) : $"wrote a message without '{_terms.IdName}' ({Excerpt.Of(line.Span)})";
        return _waiting.Answer(id, message) || message.Type is "close" or "error" ? null : $"wrote an answer that nobody waits for ({Excerpt.Of(line.Span)})";
    }

    private string? Greet(ProtocolMessage? message)
    {
        if (message?.Type == "error") return "failed: " + Said(message);
        if (message?.Type == "hello") _greeting.TrySetResult(message);
        return null;
    }

    private static string Said(ProtocolMessage message) => Excerpt.Of(message.Id("message") ?? "it gave no message");
}
