using PromptOpt.Cli.Printing;
using PromptOpt.Environments;
using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;
using PromptOpt.Tests.Search;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Cli;

public sealed class StudyReportTests
{
    [Fact]
    public void Episodes_of_a_best_trial_that_went_on_from_a_part_are_told_in_full()
    {
        using var store = SearchStudy.NewStore(new() { Trials = 3 });
        store.SaveTrial(NewTrial(1));
        store.SaveTrial(NewTrial(2));
        store.SaveTrial(NewTrial(3) with { Tuned = new(new Dictionary<string, ParameterValue>(), "hyperband") { Fidelity = 1, Continues = 2 } });
        store.SaveWave(Validation(1, 0, EpisodeRecord.Success, EpisodeRecord.Stuck, EpisodeRecord.Stuck));
        store.SaveWave(Validation(2, 0, EpisodeRecord.Success));
        store.SaveWave(Validation(3, 1, EpisodeRecord.Success, EpisodeRecord.Stuck));
        var outcome = new StudyOutcome { Verdict = VerdictKind.Undecided, Explanation = "", BestTrial = 3 };

        var report = StudyReport.From(store.ReadStudy()!, outcome, store, new("results", "toy"));

        Assert.Equal((3, 1.0 / 3), (report.SeedEpisodes!.Episodes, report.SeedEpisodes.SuccessRate));
        Assert.Equal((3, 2.0 / 3), (report.BestEpisodes!.Episodes, report.BestEpisodes.SuccessRate));
    }

    private static Trial NewTrial(int number) => new() { Number = number, Level = number - 1, State = TrialState.Complete, Candidate = new() { Instruction = "Go." }, Operator = "tune" };

    private static Wave Validation(int trial, int index, params string[] ends) => new()
    {
        Key = new(trial, Phase.Validation, index),
        Rollouts = [.. ends.Select((end, position) => new Rollout { Position = position, Output = "", PromptTokens = 1, OutputTokens = 1, Score = 1, Episode = Episode(end) })],
    };

    private static EpisodeRecord Episode(string end) =>
        new() { Observation = "", Steps = [], End = end, StepLimit = 1, InitialProgress = 0, Baseline = 0, Bound = 1, BoundKind = BoundKind.Exact };
}
