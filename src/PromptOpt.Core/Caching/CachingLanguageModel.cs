using PromptOpt.LanguageModels;

namespace PromptOpt.Caching;

/// <summary>
/// A language model that answers from a cache what it was asked before, and computes equal requests that overlap in time once. A response from the cache
/// is the stored one to the last bit: text, tokens, log-probabilities, token counts and the time that its computation took (<see cref="CallUsage.Running"/>);
/// its usage says that nothing was computed (<see cref="CallUsage.IsFromCache"/>). Failures are not remembered. A model without
/// <see cref="LanguageModelCapabilities.Repeatable"/> is passed through: its answers are draws, and giving one draw twice would make it look repeatable.
/// </summary>
public sealed class CachingLanguageModel : ILanguageModel
{
    private readonly ILanguageModel _inner;
    private readonly IResponseCache _cache;
    private readonly ResponseKeys _keys;
    private readonly SharedCalls<(Generation Response, bool IsFound)> _generations = new();
    private readonly SharedCalls<(Scoring Response, bool IsFound)> _scorings = new();
    private readonly SharedCalls<(Embedding Response, bool IsFound)> _embeddings = new();

    /// <summary>Puts a cache in front of a model.</summary>
    /// <param name="inner">Computes what is not in the cache; disposed with this one.</param>
    /// <param name="cache">Remembers; disposed by whoever opened it.</param>
    public CachingLanguageModel(ILanguageModel inner, IResponseCache cache)
    {
        ArgumentNullException.ThrowIfNull(inner);
        (_inner, _cache) = (inner, cache);
        _keys = new(inner);
    }

    /// <inheritdoc/>
    public LanguageModelInfo Info => _inner.Info;

    /// <inheritdoc/>
    public LanguageModelCapabilities Capabilities => _inner.Capabilities;

    private bool IsRepeatable => Capabilities.HasFlag(LanguageModelCapabilities.Repeatable);

    /// <inheritdoc/>
    public int CountTokens(ChatPrompt prompt) => _inner.CountTokens(prompt);

    /// <inheritdoc/>
    public int CountTokens(string text) => _inner.CountTokens(text);

    /// <inheritdoc/>
    public int CountContinuationTokens(IReadOnlyList<string> continuations) => _inner.CountContinuationTokens(continuations);

    /// <inheritdoc/>
    public async Task<Generation> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsRepeatable) return await _inner.GenerateAsync(request, cancellationToken);
        var (response, isHit) = await AnswerAsync(_keys.Of(request), _generations, ct => _inner.GenerateAsync(request, ct), g => g.Usage, cancellationToken);
        return isHit ? response with { Usage = response.Usage.FromCache() } : response;
    }

    /// <inheritdoc/>
    public async Task<Scoring> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsRepeatable) return await _inner.ScoreAsync(request, cancellationToken);
        var (response, isHit) = await AnswerAsync(_keys.Of(request), _scorings, ct => _inner.ScoreAsync(request, ct), s => s.Usage, cancellationToken);
        return isHit ? response with { Usage = response.Usage.FromCache() } : response;
    }

    /// <inheritdoc/>
    public async Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!IsRepeatable) return await _inner.EmbedAsync(text, cancellationToken);
        var (response, isHit) = await AnswerAsync(_keys.Of(text), _embeddings, ct => _inner.EmbedAsync(text, ct), e => e.Usage, cancellationToken);
        return isHit ? response with { Usage = response.Usage.FromCache() } : response;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    /// <summary>Looks up, else computes and remembers. The look-up is part of the shared call: so nobody misses a response that was just remembered.</summary>
    private async Task<(T Response, bool IsHit)> AnswerAsync<T>(
        ResponseKey key, SharedCalls<(T Response, bool IsFound)> calls, Func<CancellationToken, Task<T>> compute, Func<T, CallUsage> usage, CancellationToken cancellationToken)
        where T : class
    {
        var ((response, isFound), joined) = await calls.RunAsync(
            key,
            async ct =>
            {
                if (_cache.Find(key) is { } stored && ResponseFormat.Read<T>(stored.Content.Span) is { } found) return (found, true);
                var computed = await compute(ct);
                _cache.Save(key, Stored(computed, usage(computed)));
                return (computed, false);
            },
            cancellationToken);
        if (isFound || joined) _cache.CountHit(key);
        return (response, isFound || joined);
    }

    private StoredResponse Stored<T>(T response, CallUsage usage) => new()
    {
        ModelName = Info.Name,
        ModelIdentity = Info.Identity,
        Engine = Info.Engine,
        Tokens = usage.TotalTokens,
        Content = ResponseFormat.Write(response),
    };
}
