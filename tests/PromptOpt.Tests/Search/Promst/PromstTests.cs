using PromptOpt.LanguageModels;
using PromptOpt.Search;
using PromptOpt.Studies;
using Xunit.Abstractions;

namespace PromptOpt.Tests.Search.Promst;

/// <summary>The whole search on the shipped worlds, with a scripted agent that has to be told the rules and a scripted writer that is of little help.</summary>
public sealed class PromstTests(ITestOutputHelper output)
{
    public static TheoryData<string> Worlds => [.. PromptOpt.Environments.Worlds.WorldCatalog.Names];

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task A_writer_that_copies_one_piece_of_advice_at_a_time_gets_nine_tenths_of_the_best_within_100_candidates(string world)
    {
        var task = await ScriptedWorldTask.LoadAsync(world);
        var (trials, outcome) = await RunAsync(task, ScriptedWriter.Write);

        double best = await task.TestScoreAsync(task.Best), seed = await task.TestScoreAsync(task.Seed);
        double found = await task.TestScoreAsync(ParentSelector.Ranked(trials)[0].Candidate);
        output.WriteLine(FormattableString.Invariant(
            $"{world}: seed {seed:0.000}, found {found:0.000}, ceiling {best:0.000}, {trials.Count} trials, {task.Skills.Count} skills, {outcome.Verdict}"));
        Assert.True(best > 0.8, $"the agent that knows everything scores {best}");
        Assert.True(seed < 0.7 * best, $"the seed prompt scores {seed} of {best}: there is little to learn");
        Assert.True(found >= 0.9 * best, $"found {found} of {best}");
        Assert.InRange(trials.Count, 2, 100);
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public async Task A_writer_that_is_of_no_use_never_brings_less_than_the_seed_prompt(string world)
    {
        var task = await ScriptedWorldTask.LoadAsync(world);
        var (_, outcome) = await RunAsync(task, ScriptedWriter.WriteUselessly, trials: 30);
        Assert.True(outcome.BestTrial == 1 || outcome.TestAccuracy >= outcome.SeedTestAccuracy, $"{outcome.TestAccuracy} against {outcome.SeedTestAccuracy}");
    }

    [Theory]
    [InlineData(Strategy.RandomParaphrase)]
    [InlineData(Strategy.Ape)]
    [InlineData(Strategy.Protegi)]
    public async Task The_writer_answers_the_requests_of_the_strategies_it_is_compared_with(Strategy strategy)
    {
        var task = await ScriptedWorldTask.LoadAsync("gridworld1");
        var (trials, _) = await RunAsync(task, ScriptedWriter.Write, trials: 17, strategy);
        Assert.InRange(trials.Count(trial => trial is { Number: > 1, State: TrialState.Complete or TrialState.Pruned }), 8, 16);
    }

    private static Task<(IReadOnlyList<Trial> Trials, StudyOutcome Outcome)> RunAsync(
        ScriptedWorldTask task, Func<GenerateRequest, string> write, int trials = 100, Strategy strategy = Strategy.Small) =>
        ScriptedSearch.RunAsync(task, new() { Strategy = strategy, TrainRows = 16, ValidationRows = 32 }, new() { Trials = trials }, write);
}
