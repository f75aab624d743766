using PromptOpt.Candidates;

namespace PromptOpt.Tuning.Importance;

/// <summary>Something in which two candidates can differ, that can be taken from one into the other.</summary>
/// <param name="Name">What files and tables call it.</param>
/// <param name="Read">What it is in a candidate, as text: equal texts mean equal parts.</param>
/// <param name="Take">The first candidate with this part of the second one.</param>
internal sealed record CandidatePart(string Name, Func<Candidate, string> Read, Func<Candidate, Candidate, Candidate> Take);
