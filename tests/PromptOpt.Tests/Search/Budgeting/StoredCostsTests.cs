using PromptOpt.Search.Budgeting;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search.Budgeting;

public sealed class StoredCostsTests
{
    [Fact]
    public void A_row_costs_the_calls_and_tokens_of_its_trial_and_the_time_since_the_wave_before()
    {
        var costs = Of([Trial(1, 0), Trial(2, 1)], 1, Wave(1, 0, ends: 30), Wave(1, 1, ends: 34), Wave(2, 0, ends: 46, tokens: 90, calls: 5));

        Assert.Equal(new(1, 20, 1), costs[1]); // the first wave of a study may have waited for other things
        Assert.Equal(new(5, 90, 3), costs[2]);
    }

    [Fact]
    public void Time_that_went_into_proposals_and_contenders_is_nobodys()
    {
        var costs = Of([Trial(1, 0), Trial(2, 1), Trial(3, 2)], 1,
            Wave(1, 0, ends: 4), Wave(2, 0, ends: 8), Wave(1, 2, ends: 18), Wave(3, Phase.Propose, ends: 23), Wave(3, 0, ends: 31));

        Assert.Equal(2, costs[3].Seconds);
    }

    [Fact]
    public void Trials_side_by_side_share_the_time()
    {
        // Both run until 8, then one alone until 20.
        var costs = Of([Trial(1, 0), Trial(2, 1), Trial(3, 1)], 2,
            Wave(1, 0, ends: 0), Wave(2, 0, ends: 8), Wave(3, 0, ends: 20));

        Assert.Equal(1, costs[2].Seconds);
        Assert.Equal(4, costs[3].Seconds);
        Assert.Equal(20, 4 * (costs[2].Seconds + costs[3].Seconds));
    }

    [Fact]
    public void A_trial_that_ran_no_row_is_missing() => Assert.Equal([1], Of([Trial(1, 0), Trial(2, 1)], 1, Wave(1, 0, ends: 4), Wave(2, Phase.Propose, ends: 5)).Keys);

    [Fact]
    public void What_the_response_cache_answered_counts_with_what_it_took_to_compute()
    {
        var cached = Wave(2, 0, ends: 5);
        cached = cached with { Rollouts = [.. cached.Rollouts.Select(row => row with { CachedTokens = 20, Seconds = 16 })] };

        Assert.Equal(4, Of([Trial(1, 0), Trial(2, 1)], 1, Wave(1, 0, ends: 4), cached)[2].Seconds);
    }

    /// <summary>Races of two waves: what comes later is a contender's.</summary>
    private static IReadOnlyDictionary<int, RowCosts> Of(Trial[] trials, int lanes, params Wave[] waves) => StoredCosts.Of(trials, waves, lanes, key => key.Index < 2);

    private static Trial Trial(int number, int level) => new() { Number = number, Level = level, State = TrialState.Complete, Candidate = new() { Instruction = "" }, Operator = "tune" };

    private static Wave Wave(int trial, int index, double ends, int tokens = 20, int calls = 1) => new()
    {
        Key = new(trial, Phase.Validation, index),
        StudySeconds = ends,
        Rollouts = [.. Enumerable.Range(0, 4).Select(i => new Rollout { Position = i, ExampleId = $"v{i}", Output = "", PromptTokens = tokens - 10, OutputTokens = 10, Calls = calls })],
    };

    private static Wave Wave(int trial, Phase phase, double ends) => Wave(trial, 0, ends) with { Key = new(trial, phase, 0) };
}
