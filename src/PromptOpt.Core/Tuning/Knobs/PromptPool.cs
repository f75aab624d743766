using PromptOpt.Candidates;

namespace PromptOpt.Tuning.Knobs;

/// <summary>
/// The prompts and the sets of examples that are tuned together with all else. A prompt is what is written around a row: instruction, user message, answer prefix and mark, words
/// for labels. Examples, and where they stand, are apart from it, so that the prompt of one candidate can meet the examples of another.
/// </summary>
internal sealed record PromptPool
{
    /// <summary>The value of a candidate without examples.</summary>
    public const string NoExamples = "none";

    /// <summary>Most sets of examples.</summary>
    private const int MostSets = 3;

    /// <summary>The prompts, the best first, each once.</summary>
    public required IReadOnlyList<PromptChoice> Prompts { get; init; }

    /// <summary>Sets of examples, the one of the best candidate first, each once, one of them empty; empty where no candidate has examples.</summary>
    public required IReadOnlyList<PromptChoice> Sets { get; init; }

    /// <summary>A pool of candidates.</summary>
    /// <param name="ranked">Candidates, the best first.</param>
    /// <param name="most">Most prompts.</param>
    public static PromptPool Of(IReadOnlyList<PromptChoice> ranked, int most)
    {
        PromptChoice[] sets = [.. ranked.Where(choice => HasExamples(choice.Candidate)).DistinctBy(choice => Examples(choice.Candidate)).Take(MostSets)];
        return new()
        {
            Prompts = [.. ranked.DistinctBy(choice => Text(choice.Candidate)).Take(most)],
            Sets = sets.Length == 0 ? [] : [.. sets, new(NoExamples, ranked[0].Candidate with { Examples = [], NearestExamples = null, Layout = default }, 0)],
        };
    }

    /// <summary>The prompt of a candidate; null if it is none of the pool.</summary>
    public PromptChoice? PromptOf(Candidate candidate) => Prompts.FirstOrDefault(choice => Text(choice.Candidate) == Text(candidate));

    /// <summary>The examples of a candidate; null if they are none of the pool.</summary>
    public PromptChoice? SetOf(Candidate candidate) => Sets.FirstOrDefault(choice => Examples(choice.Candidate) == Examples(candidate));

    /// <summary>A candidate with the prompt of this name.</summary>
    public Candidate WithPrompt(Candidate candidate, string name)
    {
        var from = Prompts.First(choice => choice.Name == name).Candidate;
        return candidate with { Instruction = from.Instruction, User = from.User, AnswerPrefix = from.AnswerPrefix, AnswerMark = from.AnswerMark, LabelWords = from.LabelWords };
    }

    /// <summary>A candidate with the examples of this name.</summary>
    public Candidate WithSet(Candidate candidate, string name)
    {
        var from = Sets.First(choice => choice.Name == name).Candidate;
        return candidate with { Examples = from.Examples, NearestExamples = from.NearestExamples, Layout = from.Layout };
    }

    private static bool HasExamples(Candidate candidate) => candidate.Examples.Count > 0 || candidate.NearestExamples is not null;

    private static string Text(Candidate candidate) => CandidateJson.Identity(new()
    {
        Instruction = candidate.Instruction,
        User = candidate.User,
        AnswerPrefix = candidate.AnswerPrefix,
        AnswerMark = candidate.AnswerMark,
        LabelWords = candidate.LabelWords,
    });

    private static string Examples(Candidate candidate) => CandidateJson.Identity(new()
    {
        Instruction = "",
        Examples = candidate.Examples,
        NearestExamples = candidate.NearestExamples,
        Layout = candidate.Layout,
    });
}
