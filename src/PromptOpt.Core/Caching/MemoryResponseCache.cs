namespace PromptOpt.Caching;

/// <summary>Responses of this process, in memory; the least recently used ones make room for new ones.</summary>
/// <param name="maxBytes">Most bytes of responses; a larger one is not kept. Default 64 MiB.</param>
public sealed class MemoryResponseCache(long maxBytes = 64 << 20) : IResponseCache
{
    /// <summary>What an entry takes beside its content, roughly.</summary>
    private const int Overhead = 400;

    private readonly Lock _gate = new();
    private readonly Dictionary<ResponseKey, LinkedListNode<(ResponseKey Key, StoredResponse Response)>> _entries = [];
    private readonly LinkedList<(ResponseKey Key, StoredResponse Response)> _byUse = []; // the most recently used first
    private long _bytes;

    /// <inheritdoc/>
    public StoredResponse? Find(ResponseKey key)
    {
        lock (_gate) return _entries.GetValueOrDefault(key)?.Value.Response;
    }

    /// <inheritdoc/>
    public void Save(ResponseKey key, StoredResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var old)) Remove(old);
            if (Size(response) > maxBytes) return;
            _entries[key] = _byUse.AddFirst((key, response));
            _bytes += Size(response);
            while (_bytes > maxBytes) Remove(_byUse.Last!);
        }
    }

    /// <inheritdoc/>
    public void CountHit(ResponseKey key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var node)) return;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
        }
    }

    /// <summary>Nothing to write.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static long Size(StoredResponse response) => response.Content.Length + Overhead;

    private void Remove(LinkedListNode<(ResponseKey Key, StoredResponse Response)> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Key);
        _bytes -= Size(node.Value.Response);
    }
}
