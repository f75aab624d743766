using System.Text.RegularExpressions;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Search;

/// <summary>Looks at a proposal before it costs anything.</summary>
internal sealed partial class ProposalCheck(Evaluator evaluator)
{
    private const int RunLength = 8;
    private const int MostCharacters = 6000;
    private const int MostQuoted = 40; // characters of a row

    private readonly Example[] _longest = evaluator.Data.Train.Concat(evaluator.Data.Validation).Concat(evaluator.Data.Test).OrderByDescending(row => row.Input.Length).Take(3).ToArray();
    private readonly Lazy<HashSet<string>> _runs = new(() =>
        evaluator.Data.Train.Concat(evaluator.Data.Validation).Concat(evaluator.Data.Test).SelectMany(row => Runs(row.Input)).ToHashSet(StringComparer.Ordinal));

    /// <summary>How the longest row begins, as a sentence with a space behind it; empty where there are no rows.</summary>
    public string LongestRow => _longest is [var row, ..] ? $"The longest row has {row.Input.Length} characters and begins with \"{Beginning(row.Input)}\". " : "";

    /// <summary>Similarity to a tried instruction from which on a written one is refused; null refuses copies alone.</summary>
    public double? MostSimilar { get; init; }

    /// <summary>Why the candidate is refused, or null if it is fine.</summary>
    /// <param name="candidate">The proposal.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="history">Everything tried so far.</param>
    /// <param name="novelty">What about it must be new.</param>
    public string? Refusal(Candidate candidate, Candidate parent, IEnumerable<Trial> history, Novelty novelty = Novelty.Candidate)
    {
        if (new NoveltyCheck(MostSimilar).Refusal(candidate, history, novelty) is { } known) return known;
        if (LengthProblem(candidate, parent) is { } tooLong) return tooLong;
        if (candidate.Instruction != parent.Instruction && TextProblem(candidate.Instruction, parent.Instruction) is { } problem) return problem;
        return Fits(candidate);
    }

    /// <summary>Why the candidate cannot be run at all, or null if it can.</summary>
    public string? Problem(Candidate candidate)
    {
        try
        {
            _ = evaluator.For(candidate);
            return null;
        }
        catch (BadInputException error)
        {
            return error.Message;
        }
    }

    /// <summary>Whether prompt and answer of the longest rows fit the context; null if so.</summary>
    public string? Fits(Candidate candidate)
    {
        if (Problem(candidate) is { } problem) return problem;
        var evaluation = evaluator.For(candidate);
        long need = _longest.Select(evaluation.ContextNeeded).DefaultIfEmpty(0).Max();
        return need <= evaluator.Model.Info.ContextTokens ? null : $"it needs {need} tokens, and a sequence holds {evaluator.Model.Info.ContextTokens}";
    }

    private static string Beginning(string input) => input[..Math.Min(input.Length, MostQuoted)].ReplaceLineEndings(" ");

    private string? LengthProblem(Candidate candidate, Candidate parent)
    {
        if (candidate.Instruction.Length > MostCharacters) return $"its instruction is longer than {MostCharacters} characters";
        if (evaluator.Task.Search.MaxPromptTokens is not { } limit || candidate.Instruction == parent.Instruction) return null;
        int tokens = evaluator.Model.CountTokens(candidate.Instruction);
        return tokens <= limit || tokens <= evaluator.Model.CountTokens(parent.Instruction)
            ? null
            : $"its instruction has {tokens} tokens, and search.max_prompt_tokens allows {limit}";
    }

    private string? TextProblem(string text, string parent)
    {
        if (text.Contains("```", StringComparison.Ordinal)) return "its instruction has a code fence";
        var before = PromptTemplate.Parse(parent, evaluator.Data.Fields, "parent");
        PromptTemplate after;
        try
        {
            after = PromptTemplate.Parse(text, evaluator.Data.Fields, "proposal");
        }
        catch (BadInputException error)
        {
            return error.Message;
        }

        if (before.FieldNames.Except(after.FieldNames).FirstOrDefault() is { } lost) return $"the placeholder {{{{{lost}}}}} is lost";
        if (before.KeptTexts.Except(after.KeptTexts).Any()) return "kept text was changed";
        var known = Runs(parent).ToHashSet(StringComparer.Ordinal);
        return Runs(text).FirstOrDefault(run => !known.Contains(run) && _runs.Value.Contains(run)) is { } copied ? $"it copies a data row: \"{copied}\"" : null;
    }

    private static IEnumerable<string> Runs(string text)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(m => m.Value).ToArray();
        for (int i = 0; i + RunLength <= words.Length; i++) yield return string.Join(' ', words, i, RunLength);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
