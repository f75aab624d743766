using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search.Operators;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Search.ScoreModels;

/// <summary>The features that have a name of their own. Counts go in as logarithms, because the tenth more matters less than the first.</summary>
internal static class PlainFeatures
{
    /// <summary>Group, name and value of each, in a fixed order.</summary>
    /// <param name="facts">The proposal.</param>
    /// <param name="words">Words of its instruction.</param>
    public static IEnumerable<(string Group, string Name, double Value)> Of(ProposalFacts facts, string[] words) =>
    [
        .. Length(facts.Candidate.Instruction, words),
        (FeatureSpace.Parent, "lead of the parent", facts.ParentLead),
        (FeatureSpace.Parent, "lead of the second parent over the first", facts.OtherLead),
        .. Change(facts, words),
        ("level", "level", facts.Level),
        .. Answer(facts.Candidate),
        .. Examples(facts.Candidate),
        .. Decoding(facts.Candidate),
    ];

    private static IEnumerable<(string, string, double)> Length(string instruction, string[] words)
    {
        yield return ("length", "words", Math.Log(1 + words.Length));
        yield return ("length", "sentences", Math.Log(1 + PromptSentences.Split(instruction).Count(sentence => sentence.IsProse)));
        yield return ("length", "lines of a list", Math.Log(1 + instruction.Split('\n').Count(IsListed)));
    }

    private static IEnumerable<(string, string, double)> Change(ProposalFacts facts, string[] words)
    {
        var before = PromptWords.Of(facts.Parent.Instruction);
        double distance = WordDistance.Between(before, words);
        yield return ("change", "words changed", Math.Log(1 + distance));
        yield return ("change", "share of the words changed", distance / Math.Max(1, Math.Max(before.Length, words.Length)));
        yield return ("change", "word triples in common with the parent", PromptWords.Similarity(PromptWords.Triples(facts.Candidate.Instruction), PromptWords.Triples(facts.Parent.Instruction)));
        yield return ("change", "words more than the parent", Math.Sign(words.Length - before.Length) * Math.Log(1 + Math.Abs(words.Length - before.Length)));
    }

    private static IEnumerable<(string, string, double)> Answer(Candidate candidate)
    {
        yield return ("answer", "labels scored", candidate.Mode == AnswerMode.Choice ? 1 : 0);
        yield return ("answer", "answers begun for the model", candidate.AnswerPrefix.Length > 0 ? 1 : 0);
        yield return ("answer", "words for labels", candidate.LabelWords.Count > 0 ? 1 : 0);
        foreach (var method in Enum.GetValues<CalibrationMethod>())
            yield return ("answer", $"calibration {KebabCase.Of(method)}", candidate.Calibration == method ? 1 : 0);
    }

    private static IEnumerable<(string, string, double)> Examples(Candidate candidate)
    {
        yield return ("examples", "examples", Math.Log(1 + candidate.Examples.Count));
        yield return ("examples", "nearest examples", Math.Log(1 + (candidate.NearestExamples?.Count ?? 0)));
        yield return ("examples", "examples inside the system message", candidate.Layout == ExampleLayout.Inline && candidate.Examples.Count > 0 ? 1 : 0);
    }

    private static IEnumerable<(string, string, double)> Decoding(Candidate candidate)
    {
        foreach (string name in DecodingSpace.Names)
            yield return ("decoding", name, DecodingField.Named(name).Get(candidate.Decoding));
    }

    private static bool IsListed(string line)
    {
        string text = line.TrimStart();
        if (text.Length < 2) return false;
        if (text[0] is '-' or '*' or '•') return true;
        string behind = text.TrimStart([.. "0123456789"]);
        return behind.Length > 1 && behind.Length < text.Length && (behind[0] is '.' or ')') && behind[1] == ' ';
    }
}
