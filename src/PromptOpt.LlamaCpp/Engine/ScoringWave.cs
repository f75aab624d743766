using PromptOpt.LlamaCpp.Continuations;

namespace PromptOpt.LlamaCpp.Engine;

/// <summary>
/// Scoring requests that walk the same trie in lock-step, so that each native call computes the same stretch of all of them. Requests
/// that arrive while a wave is under way form the next one.
/// </summary>
internal sealed class ScoringWave
{
    private readonly List<ScoreJob> ready = [];
    private readonly List<ScoreJob> members = [];
    private int nextStep;

    public int Count => ready.Count + members.Count;

    public void Join(ScoreJob job) => ready.Add(job);

    public void Leave(ScoreJob job)
    {
        if (!members.Remove(job)) ready.Remove(job);
    }

    /// <summary>The next step of the wave under way, or the first of a new one. There must be a request.</summary>
    public (ScoreStep Step, ScoreJob[] Members) Next()
    {
        if (members.Count == 0) Form();
        return (members[0].Plan.Steps[nextStep++], [.. members]);
    }

    /// <summary>The members, if the step just made was their last.</summary>
    public ScoreJob[] Finished() => members.Count > 0 && nextStep == members[0].Plan.Steps.Count ? [.. members] : [];

    private void Form()
    {
        var plan = ready[0].Plan;
        members.AddRange(ready.Where(job => ReferenceEquals(job.Plan, plan)).OrderBy(job => job.Slot!.Id));
        ready.RemoveAll(members.Contains);
        nextStep = 0;
    }
}
