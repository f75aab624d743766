using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;

namespace PromptOpt.Evaluation;

/// <summary>The calibration of a candidate that scores labels: which rows it takes, and the fit from what they gave.</summary>
internal static class CandidateCalibration
{
    /// <summary>The train rows that a candidate is run on, none of which is one of its examples, and content-free ones where its calibration may need them.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="train">Train rows in the order in which they are read.</param>
    /// <param name="count">Most train rows.</param>
    /// <param name="fields">The data's columns.</param>
    public static IReadOnlyList<Example> Rows(Candidate candidate, IEnumerable<Example> train, int count, IReadOnlyList<string> fields)
    {
        var used = candidate.Examples.Select(example => example.Id).ToHashSet();
        var rows = train.Where(row => !used.Contains(row.Id)).Take(count);
        bool needsContentFree = candidate is { Mode: AnswerMode.Choice, Calibration: null or CalibrationMethod.Contextual };
        return [.. rows, .. needsContentFree ? CalibrationFit.ContentFreeRows(fields) : []];
    }

    /// <summary>Whether the calibration is fitted on train rows.</summary>
    /// <param name="candidate">The candidate.</param>
    public static bool LearnsFrom(Candidate candidate) =>
        candidate is { Mode: AnswerMode.Choice, Calibration: null or CalibrationMethod.Batch or CalibrationMethod.MeanLog };

    /// <summary>The calibration, from rollouts on those rows; none where answers are written.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="labels">The task's labels, in order.</param>
    /// <param name="rollouts">What the rows gave.</param>
    public static FittedCalibration Fit(Candidate candidate, IEnumerable<string> labels, IReadOnlyList<Rollout> rollouts)
    {
        if (candidate.Mode != AnswerMode.Choice) return FittedCalibration.None;
        var rows = rollouts.Where(r => r.ExampleId.Length > 0).ToArray();
        var scores = rows.Select(r => r.LabelLogProbabilities).ToArray();
        var contentFree = rollouts.Where(r => r.ExampleId.Length == 0).Select(r => r.LabelLogProbabilities).ToArray();
        if (candidate.Calibration is { } method) return CalibrationFit.Fit(method, scores, contentFree);
        var known = labels.ToList();
        return CalibrationFit.Choose(scores, contentFree, rows.Select(r => known.IndexOf(r.Target)).ToArray());
    }
}
