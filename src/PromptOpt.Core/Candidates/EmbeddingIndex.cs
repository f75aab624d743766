using System.Collections.Concurrent;
using PromptOpt.Caching;
using PromptOpt.Evaluation;
using PromptOpt.LanguageModels;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>Finds similar rows by the cosine of the model's vectors. Each vector is computed once a process; a look-up is charged the same every time.</summary>
/// <param name="model">Makes the vectors.</param>
/// <param name="rows">The rows that are found.</param>
internal sealed class EmbeddingIndex(ILanguageModel model, IReadOnlyList<Example> rows)
{
    private static readonly CallUsage Nothing = new() { PromptTokens = 0, OutputTokens = 0 };

    private readonly ResponseKeys _keys = new(model);
    private readonly SharedCalls<Embedding> _running = new();
    private readonly ConcurrentDictionary<string, Embedding> _vectors = new(StringComparer.Ordinal);

    /// <summary>The calls that compute the vectors of all rows, so that whoever brings this index into a study can pay for them.</summary>
    public IReadOnlyList<PlannedCall> Calls() =>
    [
        .. rows.Select(row => row.Input).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct(StringComparer.Ordinal)
            .Select(text => new PlannedCall(ct => PayAsync(text, ct), () => model.CountTokens(text))),
    ];

    /// <summary>The rows most similar to an input that may be shown with it, the most similar first, and what the input's own vector costs.</summary>
    /// <param name="row">The row to show examples for; a blank one is as near to all.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<(IReadOnlyList<Example> Rows, CallUsage Usage)> NearestAsync(Example row, int count, CancellationToken cancellationToken)
    {
        var own = await EmbedAsync(row.Input, cancellationToken);
        if (own.Vector.Count == 0) return (NearestRows.Of(rows, row, count, _ => 0), own.Usage);
        await Task.WhenAll(rows.Where(other => !_vectors.ContainsKey(other.Input)).Select(other => EmbedAsync(other.Input, cancellationToken)));
        var similarity = rows.Select(other => _vectors.TryGetValue(other.Input, out var vector) ? Cosine(own.Vector, vector.Vector) : 0).ToArray();
        return (NearestRows.Of(rows, row, count, i => similarity[i]), own.Usage);
    }

    private static double Cosine(IReadOnlyList<float> one, IReadOnlyList<float> other)
    {
        double product = 0, first = 0, second = 0;
        for (int i = 0; i < one.Count; i++)
        {
            product += (double)one[i] * other[i];
            first += (double)one[i] * one[i];
            second += (double)other[i] * other[i];
        }

        return first > 0 && second > 0 ? product / Math.Sqrt(first * second) : 0;
    }

    private async Task<Rollout> PayAsync(string text, CancellationToken cancellationToken)
    {
        var usage = (await EmbedAsync(text, cancellationToken)).Usage;
        return new()
        {
            Position = 0,
            Input = "embed",
            Output = "",
            PromptTokens = usage.PromptTokens,
            OutputTokens = usage.OutputTokens,
            CachedTokens = usage.CachedTokens,
            Seconds = usage.Running.TotalSeconds,
        };
    }

    private async Task<Embedding> EmbedAsync(string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) return new([], Nothing);
        if (_vectors.TryGetValue(text, out var known)) return known with { Usage = known.Usage.FromCache() };
        var (embedding, _) = await _running.RunAsync(_keys.Of(text), ct => model.EmbedAsync(text, ct), cancellationToken);
        _vectors.TryAdd(text, embedding);
        return embedding;
    }
}
