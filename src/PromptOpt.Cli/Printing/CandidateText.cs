using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;

namespace PromptOpt.Cli.Printing;

/// <summary>A candidate for people.</summary>
internal static class CandidateText
{
    private const int FewExamples = 3;

    /// <summary>Writes the templates and everything that differs from a plain prompt.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="calibration">Its calibration as fitted.</param>
    /// <param name="allExamples">Whether all examples are written, or the first few.</param>
    public static void Write(TextWriter writer, Candidate candidate, FittedCalibration calibration, bool allExamples)
    {
        WriteBlock(writer, "system", candidate.Instruction);
        WriteExamples(writer, candidate, allExamples);
        if (candidate.NearestExamples is { } nearest)
            writer.WriteLine($"  {nearest.Count} examples of each row's own ({Words.Of(candidate.Layout)}): the most similar train rows, by {(nearest.By == NearestBy.TfIdf ? "tf-idf" : "embedding")}");
        WriteBlock(writer, "user", candidate.User);
        if (candidate.AnswerPrefix.Length > 0) WriteBlock(writer, "answer begins with", candidate.AnswerPrefix);
        if (candidate.AnswerMark is { } mark) writer.WriteLine($"  the answer stands behind the last: {mark}");
        writer.WriteLine($"  answer mode: {Words.Of(candidate.Mode)}");
        if (candidate.Mode == AnswerMode.Choice) writer.WriteLine($"  calibration: {Describe(calibration, candidate.Calibration)}");
        else writer.WriteLine($"  decoding: {DecodingText.Describe(candidate.Decoding, candidate.AnswerSeed)}");
        foreach (string line in AnswerLoopText.Describe(candidate)) writer.WriteLine($"  {line}");
        if (candidate.LabelWords.Count > 0)
            writer.WriteLine($"  label words: {string.Join(", ", candidate.LabelWords.Select(pair => Format.OneLine($"{pair.Key} = {pair.Value}")))}");
    }

    private static void WriteExamples(TextWriter writer, Candidate candidate, bool all)
    {
        if (candidate.Examples.Count == 0) return;
        writer.WriteLine($"  {candidate.Examples.Count} examples ({Words.Of(candidate.Layout)}):");
        var shown = all ? candidate.Examples : candidate.Examples.Take(FewExamples);
        foreach (var example in shown)
            writer.WriteLine($"    | {(all ? Format.OneLine(example.Input) : Format.Cut(Format.OneLine(example.Input), 60))} -> {Format.OneLine(example.Target)}");
        if (!all && candidate.Examples.Count > FewExamples) writer.WriteLine($"    | and {candidate.Examples.Count - FewExamples} more, in best.yaml");
    }

    private static void WriteBlock(TextWriter writer, string name, string text)
    {
        writer.WriteLine($"  {name}:");
        foreach (var line in Format.Lines(text).Split('\n')) writer.WriteLine($"    | {line}".TrimEnd());
    }

    private static string Describe(FittedCalibration fitted, CalibrationMethod? asked) => fitted.Rows > 0
        ? $"{Words.Of(fitted.Method)}, fitted on {fitted.Rows} inputs"
        : asked is { } method ? Words.Of(method) : Words.Of(fitted.Method);
}
