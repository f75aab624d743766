using PromptOpt.Candidates;
using PromptOpt.LanguageModels;

namespace PromptOpt.Search.Operators;

/// <summary>Shows each row the train rows most like it, instead of the same examples to all: 2, 4 or 8, compared by words, or by vectors where the model makes them.</summary>
internal sealed class NearestExamplesOperator() : IOperator
{
    private const double EmbeddingShare = 0.25;
    private static readonly int[] Counts = [2, 4, 8];

    public string Name => "nearest-examples";

    public OperatorPrior Prior => new(2, 2);

    public Novelty Novelty => Novelty.Candidate;

    public bool Applies(ProposalContext context) => !context.HasEpisodes && context.Train.Count > Counts[0];

    public async Task<Proposal?> ProposeAsync(ProposalContext context, CancellationToken cancellationToken)
    {
        int count = Counts[context.Random.Next(Counts.Length)];
        bool byVectors = context.Capabilities.HasFlag(LanguageModelCapabilities.Embedding) && context.Random.NextDouble() < EmbeddingShare;
        var candidate = context.Base with { Examples = [], NearestExamples = new(count, byVectors ? NearestBy.Embedding : NearestBy.TfIdf) };
        if (byVectors && !IsPaid(context) && !await context.EmbedTrain(candidate)) return null;
        return new(candidate, $"the {count} most similar train rows as examples, by {(byVectors ? "embedding" : "tf-idf")}");
    }

    /// <summary>Whether an earlier trial has paid for the vectors of the train rows.</summary>
    private static bool IsPaid(ProposalContext context) =>
        context.History.Concat(context.Siblings).Any(t => t.Candidate.NearestExamples?.By == NearestBy.Embedding);
}
