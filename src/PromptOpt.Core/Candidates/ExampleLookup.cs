using System.Runtime.CompilerServices;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>Finds the examples of each row for a candidate with <see cref="Candidate.NearestExamples"/>. Indexes are made once for a task's rows and shared.</summary>
public sealed class ExampleLookup
{
    private static readonly ConditionalWeakTable<TaskData, Indexes> Made = [];

    private readonly NearestExamples _nearest;
    private readonly TfIdfIndex? _words;
    private readonly EmbeddingIndex? _vectors;

    private ExampleLookup(NearestExamples nearest, Indexes indexes, ILanguageModel model)
    {
        _nearest = nearest;
        if (nearest.By == NearestBy.TfIdf) _words = indexes.Words.Value;
        else _vectors = indexes.Vectors.GetValue(model, _ => new(model, indexes.Rows));
        Longest = [.. indexes.LongestFirst.GetValue(model, indexes.Sort).Take(nearest.Count)];
    }

    /// <summary>As many train rows as are shown, with the most tokens: no row's examples are longer.</summary>
    public IReadOnlyList<Example> Longest { get; }

    /// <summary>Whether a look-up asks the model; if not, <see cref="For"/> can be used.</summary>
    public bool AsksModel => _vectors is not null;

    /// <summary>The look-up of a candidate; null if its examples are the same for all rows.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="data">Rows, whose train split is looked up.</param>
    /// <param name="model">Counts tokens, and makes vectors.</param>
    /// <exception cref="BadInputException">The model makes no vectors, there are no train rows, or the count is below 1.</exception>
    public static ExampleLookup? Create(Candidate candidate, TaskData data, ILanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(model);
        if (candidate.NearestExamples is not { } nearest) return null;
        if (nearest.Count < 1) throw new BadInputException($"nearest_examples.count: must be at least 1, but is {nearest.Count}.");
        if (data.Train.Count == 0) throw new BadInputException("Nearest examples are train rows, and there are none; give the task a train split, or fix the examples.");
        if (nearest.By == NearestBy.Embedding && !model.Capabilities.HasFlag(LanguageModelCapabilities.Embedding))
            throw new BadInputException("Nearest examples by embedding need a model that makes vectors, which this one does not; use 'by: tf-idf', or another model.");
        return new(nearest, Made.GetValue(data, rows => new(rows.Train)), model);
    }

    /// <summary>The examples of a row, the most similar last.</summary>
    /// <exception cref="InvalidOperationException">The look-up asks the model.</exception>
    public IReadOnlyList<Example> For(Example row) => _words is null
        ? throw new InvalidOperationException("A look-up by embedding asks the model; use ForAsync.")
        : [.. _words.Nearest(row, _nearest.Count).Reverse()];

    /// <summary>The examples of a row, the most similar last, and what the look-up is charged.</summary>
    public async ValueTask<(IReadOnlyList<Example> Examples, CallUsage Usage)> ForAsync(Example row, CancellationToken cancellationToken)
    {
        if (_vectors is null) return (For(row), new() { PromptTokens = 0, OutputTokens = 0 });
        var (rows, usage) = await _vectors.NearestAsync(row, _nearest.Count, cancellationToken);
        return ([.. rows.Reverse()], usage);
    }

    /// <summary>The calls that compute the vectors of all train rows; none where words are compared.</summary>
    internal IReadOnlyList<Evaluation.PlannedCall> Calls() => _vectors?.Calls() ?? [];

    private sealed class Indexes(IReadOnlyList<Example> rows)
    {
        public IReadOnlyList<Example> Rows { get; } = rows;

        public Lazy<TfIdfIndex> Words { get; } = new(() => new(rows));

        public ConditionalWeakTable<ILanguageModel, EmbeddingIndex> Vectors { get; } = [];

        public ConditionalWeakTable<ILanguageModel, Example[]> LongestFirst { get; } = [];

        public Example[] Sort(ILanguageModel model) => [.. Rows.OrderByDescending(row => model.CountTokens(row.Input) + model.CountTokens(row.Target))];
    }
}
