using PromptOpt.Candidates;
using PromptOpt.Studies;

namespace PromptOpt.Search;

/// <summary>Refuses what was tried already, to the letter or nearly so.</summary>
/// <param name="mostSimilar">Jaccard index of word triples from which on a written instruction is refused; null looks at identity to the letter alone.</param>
internal sealed class NoveltyCheck(double? mostSimilar)
{
    /// <summary>Why a candidate is not new enough, or null if it is.</summary>
    /// <param name="candidate">The proposal.</param>
    /// <param name="tried">Everything tried so far.</param>
    /// <param name="novelty">What must be new.</param>
    public string? Refusal(Candidate candidate, IEnumerable<Trial> tried, Novelty novelty)
    {
        var trials = tried.ToArray();
        string identity = CandidateJson.Identity(candidate);
        if (trials.Any(trial => CandidateJson.Identity(trial.Candidate) == identity)) return "it was tried already";
        if (mostSimilar is not { } limit) return null;
        string normal = NormalIdentity(candidate);
        if (trials.FirstOrDefault(trial => NormalIdentity(trial.Candidate) == normal) is { } same)
            return $"it differs from trial {same.Number} in case, blanks and punctuation alone";
        return novelty == Novelty.Wording ? Likeness(candidate, trials, limit) : null;
    }

    private static string? Likeness(Candidate candidate, Trial[] trials, double limit)
    {
        var triples = PromptWords.Triples(candidate.Instruction);
        foreach (var trial in trials)
        {
            double similarity = PromptWords.Similarity(triples, PromptWords.Triples(trial.Candidate.Instruction));
            if (similarity >= limit)
                return FormattableString.Invariant($"its instruction is nearly that of trial {trial.Number} ({100 * similarity:0} % of all word triples are the same)");
        }

        return null;
    }

    private static string NormalIdentity(Candidate candidate) =>
        CandidateJson.Identity(candidate with { Instruction = PromptWords.Normal(candidate.Instruction) });
}
