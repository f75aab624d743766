namespace PromptOpt.Candidates;

/// <summary>Few-shot examples of a row's own: the train rows most similar to it, the most similar last. Never the row itself, nor one with the same input.</summary>
/// <param name="Count">How many, at least 1.</param>
/// <param name="By">What is compared.</param>
public sealed record NearestExamples(int Count, NearestBy By);
