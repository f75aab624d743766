using PromptOpt.Candidates;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Knobs;

/// <summary>The trials of a study as a sampler sees them: each with its lead over the seed prompt on its own validation rows.</summary>
internal static class TuningHistory
{
    /// <summary>The observations.</summary>
    /// <param name="trials">Trials of earlier levels, and those of the same level that are proposed already, by number.</param>
    /// <param name="space">What is tuned. A trial that is none of its configurations, such as one with another prompt, is left out.</param>
    public static IReadOnlyList<Observation> Of(IEnumerable<Trial> trials, CandidateSpace space) =>
        [.. trials.Select(trial => Of(trial, space)).OfType<Observation>()];

    /// <summary>The candidate of a trial with what was chosen for it on the train rows: the same candidate again, but for that nothing is chosen.</summary>
    public static Candidate Settled(Trial trial) =>
        trial.Candidate is { Mode: AnswerMode.Choice, Calibration: null } ? trial.Candidate with { Calibration = trial.Calibration.Method } : trial.Candidate;

    /// <summary>The ended trial that one of these values on more rows goes on from: that with the most rows; null where there is none, or where it has had as many already.</summary>
    /// <param name="trials">Trials of earlier levels.</param>
    /// <param name="configuration">The values.</param>
    /// <param name="fidelity">How much of the race's rows is asked for.</param>
    public static int? Begun(IEnumerable<Trial> trials, Configuration configuration, double fidelity) => trials
        .Where(t => t is { State: TrialState.Complete or TrialState.Pruned, Rows: > 0, Tuned: { Fidelity: not null } tuned } && configuration.Equals(new(tuned.Values)))
        .MaxBy(t => t.Rows) is { } most && most.Tuned!.Fidelity < fidelity ? most.Number : null;

    private static Observation? Of(Trial trial, CandidateSpace space)
    {
        if (ConfigurationOf(trial, space) is not { } configuration) return null;
        var observation = new Observation
        {
            Number = trial.Number,
            Configuration = configuration,
            State = trial.State switch
            {
                TrialState.Waiting or TrialState.Running => ObservationState.Pending,
                TrialState.Failed => ObservationState.Failed,
                _ => ObservationState.Complete,
            },
            Value = trial.Lead ?? 0,
            StandardError = trial.StandardError ?? 0,
            Fidelity = trial.Tuned?.Fidelity ?? (trial.Rows > 0 ? (double)trial.Rows / (trial.Rows + trial.RowsSaved) : 1),
            Memo = trial.Tuned?.Memo ?? "",
            Source = trial.Number == 1 ? DefaultFirstSampler.Source : trial.Tuned?.Source ?? trial.Operator,
        };
        bool hasResult = observation.State != ObservationState.Complete || trial.Rows > 0;
        return hasResult ? observation : null;
    }

    private static Configuration? ConfigurationOf(Trial trial, CandidateSpace space)
    {
        if (trial.Tuned is null) return trial.State == TrialState.Failed ? null : space.Find(Settled(trial)); // one that nothing was proposed for has another one's candidate
        var told = new Configuration(trial.Tuned.Values);
        return space.Space.Allows(told) ? told : space.Find(Settled(trial));
    }
}
