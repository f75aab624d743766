namespace PromptOpt.Caching;

/// <summary>
/// Remembers responses. It is a convenience and never stands in the way of a run: what cannot be read is a miss, what cannot be written is lost. Safe
/// for concurrent use. Disposing it writes what is not written yet.
/// </summary>
public interface IResponseCache : IAsyncDisposable
{
    /// <summary>Reads a response; null if there is none, or none that can be read.</summary>
    StoredResponse? Find(ResponseKey key);

    /// <summary>Remembers a response, and returns before it is on disk. Replaces the one of the same key, which may be damaged.</summary>
    void Save(ResponseKey key, StoredResponse response);

    /// <summary>Counts a request that was answered with a response of this cache, which makes it the most recently used one.</summary>
    void CountHit(ResponseKey key);
}
