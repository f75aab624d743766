namespace PromptOpt.Environments.External;

/// <summary>The requests to one process that have no answer yet.</summary>
internal sealed class WaitingRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Number, TaskCompletionSource<ProtocolMessage> Answer)> _requests = [];
    private readonly HashSet<string> _forgotten = [];
    private ProgramEnd? _end;
    private long _number;
    private int _late;

    /// <summary>Why there can be no more answers; null while there can.</summary>
    public ProgramEnd? End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    /// <summary>Adds a request.</summary>
    /// <returns>Its answer, and how many others the program owes, late ones included.</returns>
    /// <exception cref="BrokenProgramException">There can be no more answers.</exception>
    public (Task<ProtocolMessage> Answer, int Ahead) Add(string id)
    {
        lock (_gate)
        {
            if (_end is not null) throw new BrokenProgramException(_end, isSuspect: false);
            int ahead = _requests.Count + _late;
            var answer = new TaskCompletionSource<ProtocolMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _requests.Add(id, (_number++, answer));
            return (answer.Task, ahead);
        }
    }

    /// <summary>Hands an answer over.</summary>
    /// <returns>Whether it was asked for, however long ago.</returns>
    public bool Answer(string id, ProtocolMessage message)
    {
        lock (_gate)
        {
            if (_requests.Remove(id, out var request)) return request.Answer.TrySetResult(message);
            if (!_forgotten.Contains(id)) return false;
            _late = Math.Max(0, _late - 1);
            return true;
        }
    }

    /// <summary>Nobody waits for this request any more.</summary>
    public void Abandon(string id)
    {
        lock (_gate)
        {
            if (_requests.Remove(id)) _late++;
            _forgotten.Add(id);
        }
    }

    /// <summary>Whatever comes for it later is dropped.</summary>
    public void Forget(string id)
    {
        lock (_gate) _forgotten.Add(id);
    }

    /// <summary>Ends all requests; the first reason stays. The oldest is the suspect: a program that takes them in turn was at it, and one that does not
    /// leaves the one behind that it cannot answer.</summary>
    public ProgramEnd Fail(ProgramEnd end)
    {
        lock (_gate)
        {
            _end ??= end;
            string? suspect = _requests.Count == 0 ? null : _requests.MinBy(request => request.Value.Number).Key;
            foreach (var (id, request) in _requests) request.Answer.TrySetException(new BrokenProgramException(_end, isSuspect: id == suspect));
            _requests.Clear();
            return _end;
        }
    }
}
