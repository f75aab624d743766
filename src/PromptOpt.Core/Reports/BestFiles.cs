using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Reports;

/// <summary>What a finished study leaves for use: <c>best-prompt.txt</c> for people, <c>best.yaml</c> for programs.</summary>
public static class BestFiles
{
    /// <summary>Writes both files, each whole or not at all.</summary>
    /// <param name="folder">The study's folder.</param>
    /// <param name="study">The study.</param>
    /// <param name="task">Its task.</param>
    /// <param name="trial">The best trial.</param>
    /// <param name="outcome">What was found.</param>
    /// <param name="labels">Labels in the order of the calibration's offsets; empty for open answers.</param>
    /// <exception cref="ArgumentException">There are offsets, but not as many labels.</exception>
    /// <exception cref="PromptOptException">A file cannot be written.</exception>
    public static void Write(StudyFolder folder, Study study, TaskSpec task, Trial trial, StudyOutcome outcome, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(labels);
        var yaml = CandidateYaml.Write(study, task, trial, outcome, labels);
        var text = BestPromptText.Write(study, task, trial, outcome);
        AtomicFile.Write(folder.BestYaml, writer => writer.Write(yaml));
        AtomicFile.Write(folder.BestPrompt, writer => writer.Write(text));
    }
}
