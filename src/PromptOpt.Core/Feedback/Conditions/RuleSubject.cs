using PromptOpt.Studies;

namespace PromptOpt.Feedback.Conditions;

/// <summary>What rules look at: one rollout and its steps.</summary>
internal sealed class RuleSubject(Rollout rollout, IReadOnlyCollection<string> labels)
{
    /// <summary>The rollout.</summary>
    public Rollout Rollout => rollout;

    /// <summary>The closed set of answers; empty for open ones.</summary>
    public IReadOnlyCollection<string> Labels => labels;

    /// <summary>The trajectory; null for a row of a dataset.</summary>
    public EpisodeRecord? Episode => rollout.Episode;

    /// <summary>Its steps: actions of an episode, or thoughts before an answer; none for a row of a dataset that was answered at once.</summary>
    public IReadOnlyList<SubjectStep> Steps { get; } = rollout.Episode is { } episode ? StepsOf(episode) : ThoughtsOf(rollout.Samples);

    /// <summary>Whether there can be steps: in an episode, and where a model thought before it answered.</summary>
    public bool HasSteps => rollout.Episode is not null || Steps.Count > 0;

    /// <summary>The last step; about the whole rollout where there is none.</summary>
    public Finding Last => Steps.Count == 0 ? Finding.Whole : new([Steps.Count - 1]);

    /// <summary>The steps on which a condition holds; null for none.</summary>
    public Finding? Where(StepCondition condition)
    {
        var steps = Indices(condition);
        return steps.Length == 0 ? null : new Finding(steps);
    }

    /// <summary>Indices of the steps on which a condition holds.</summary>
    public int[] Indices(StepCondition condition) => [.. Enumerable.Range(0, Steps.Count).Where(i => condition(Steps[i]))];

    /// <summary>The step to show for a finding: its first; for one about the whole rollout the first with an error, else the last. Null where there are no steps.</summary>
    public SubjectStep? StepOf(Finding finding) => finding.Steps is [var first, ..]
        ? Steps[first]
        : Steps.FirstOrDefault(step => step.Record.Error is not null) ?? (Steps is [.., var last] ? last : null);

    /// <summary>How much there is of what a preference counts.</summary>
    public double Factor(PreferenceFactor factor, Finding finding) => factor switch
    {
        PreferenceFactor.Steps => Steps.Count,
        PreferenceFactor.Violations => Episode?.Violations ?? 0,
        PreferenceFactor.ReplyTokens => rollout.OutputTokens,
        PreferenceFactor.Count => finding.Steps?.Count ?? 1,
        _ => 1,
    };

    private static SubjectStep[] StepsOf(EpisodeRecord episode) =>
        [.. episode.Steps.Select((step, i) => new SubjectStep(i + 1, i == 0 ? episode.Observation : episode.Steps[i - 1].Observation, step))];

    private static SubjectStep[] ThoughtsOf(SampleSet? samples) =>
        [.. (samples?.Answer.Steps ?? []).Select((step, i) => new SubjectStep(i + 1, "", new() { Plan = step.Plan, Reply = step.Text, Observation = "", Progress = 0 }))];
}
