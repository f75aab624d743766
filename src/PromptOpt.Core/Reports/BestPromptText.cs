using System.Globalization;
using System.Text;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Reports;

/// <summary>The text of <c>best-prompt.txt</c>: everything that is sent, and how it is read, for people.</summary>
internal static class BestPromptText
{
    public static string Write(Study study, TaskSpec task, Trial trial, StudyOutcome outcome)
    {
        var candidate = trial.Candidate;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Best prompt of study {study.Name} for task {task.Name}: trial {trial.Number} ({trial.Operator})\n");
        text.Append(CultureInfo.InvariantCulture, $"{outcome.Explanation}\nThe complete candidate for programs is best.yaml.\n");
        Section(text, "SYSTEM MESSAGE", candidate.Instruction);
        for (var i = 0; i < candidate.Examples.Count; i++)
        {
            var example = candidate.Examples[i];
            Section(text, FormattableString.Invariant($"EXAMPLE {i + 1}: INPUT"), example.Input);
            Section(text, FormattableString.Invariant($"EXAMPLE {i + 1}: ANSWER"), candidate.LabelWords.GetValueOrDefault(example.Target, example.Target));
        }

        Section(text, "USER MESSAGE", candidate.User);
        if (candidate.AnswerPrefix.Length > 0) Section(text, "THE ANSWER BEGINS WITH", candidate.AnswerPrefix);
        Section(text, "SETTINGS", string.Join("\n", Settings(trial)));
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, string content) =>
        text.Append("\n=== ").Append(title).Append(" ===\n").Append(content).Append(content.EndsWith('\n') ? "" : "\n");

    private static IEnumerable<string> Settings(Trial trial)
    {
        var candidate = trial.Candidate;
        yield return candidate.Mode == AnswerMode.Choice
            ? "answer: the label with the largest log-probability"
            : candidate.AnswerMark is { } mark ? $"answer: written by the model, behind the last '{mark}'" : "answer: written by the model";
        if (candidate.NearestExamples is { } nearest)
            yield return FormattableString.Invariant($"nearest examples: the {nearest.Count} train rows most similar to the input, by {KebabCase.Of(nearest.By)}, the most similar last");
        if (candidate.Examples.Count > 0 || candidate.NearestExamples is not null)
            yield return candidate.Layout == ExampleLayout.Inline ? "examples: in the system message" : "examples: as chat turns";
        foreach (var (label, word) in candidate.LabelWords.OrderBy(p => p.Key, StringComparer.Ordinal)) yield return $"label {label}: written as {word}";
        if (trial.Calibration.Method != CalibrationMethod.None)
            yield return FormattableString.Invariant($"calibration: {KebabCase.Of(trial.Calibration.Method)}, fitted on {trial.Calibration.Rows} rows");
        if (candidate.Mode == AnswerMode.Free) yield return $"decoding: {DecodingText.Describe(candidate.Decoding, candidate.AnswerSeed)}";
        foreach (string line in AnswerLoopText.Describe(candidate)) yield return line;
    }
}
