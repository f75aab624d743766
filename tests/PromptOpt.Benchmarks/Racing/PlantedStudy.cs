using PromptOpt.Candidates;
using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>
/// A study whose trials are stored as waiting before its session begins, so that the session of the product runs the given candidates instead of
/// proposing its own.
/// </summary>
internal static class PlantedStudy
{
    /// <summary>The study in memory, ended after these trials.</summary>
    /// <param name="name">Name of the study.</param>
    /// <param name="options">Its options; their seed is the study's.</param>
    /// <param name="candidates">Candidates of trial 1, which plays the seed prompt, and on.</param>
    public static MemoryStudyStore Create(string name, SessionOptions options, IReadOnlyList<Candidate> candidates)
    {
        var store = new MemoryStudyStore();
        store.SaveStudy(new()
        {
            Name = name,
            TaskFolder = name,
            TaskName = name,
            TaskFingerprint = name,
            ModelPath = "",
            ModelIdentity = "",
            Engine = "",
            Seed = options.Seed,
            Budget = new() { Trials = candidates.Count },
            Options = StudyJson.Write(options),
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        for (int i = 0; i < candidates.Count; i++)
        {
            store.SaveTrial(new()
            {
                Number = i + 1,
                Level = i,
                State = TrialState.Waiting,
                Candidate = candidates[i],
                Operator = i == 0 ? "seed" : "planted",
                Parent = Math.Min(i, 1),
            });
        }

        return store;
    }

    /// <summary>Watches without a word.</summary>
    internal sealed class Silence : ISessionObserver
    {
        public void Note(string text)
        {
        }

        public void Progress(SessionStatus status)
        {
        }

        public void TrialEnded(Trial trial, SessionStatus status)
        {
        }
    }
}
