namespace PromptOpt.Caching;

/// <summary>A fast cache in front of a lasting one. Disposes both.</summary>
/// <param name="near">Asked first; receives what the other one finds.</param>
/// <param name="far">Asked second.</param>
public sealed class LayeredResponseCache(IResponseCache near, IResponseCache far) : IResponseCache
{
    /// <inheritdoc/>
    public StoredResponse? Find(ResponseKey key)
    {
        if (near.Find(key) is { } known) return known;
        if (far.Find(key) is not { } found) return null;
        near.Save(key, found);
        return found;
    }

    /// <inheritdoc/>
    public void Save(ResponseKey key, StoredResponse response)
    {
        near.Save(key, response);
        far.Save(key, response);
    }

    /// <inheritdoc/>
    public void CountHit(ResponseKey key)
    {
        near.CountHit(key);
        far.CountHit(key);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await near.DisposeAsync();
        await far.DisposeAsync();
    }
}
