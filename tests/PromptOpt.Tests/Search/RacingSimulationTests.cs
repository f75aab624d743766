using PromptOpt.Benchmarks.Racing;

namespace PromptOpt.Tests.Search;

/// <summary>Hundreds of whole studies on scripted candidates of known rates; the benchmark project runs thousands of them.</summary>
public sealed class RacingSimulationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.6)]
    public async Task Where_all_candidates_are_equal_the_test_rows_are_rarely_touched_and_nothing_is_called_improved(double correlation)
    {
        var tally = await RunAsync(new() { Name = "null", Rates = RaceScenario.Equal(20, 0.5), Shared = correlation }, 150);
        Assert.InRange(tally.RowsSaved, 1, tally.RowsPlanned);
        Assert.True(tally.RowsAdded > 0); // the gate stands although contenders got more rows
        Assert.InRange(tally.Tested, 0, 11); // upper 99.9 % limit of Binomial(150, 0.025)
        Assert.InRange(tally.Improved, 0, 2);
    }

    [Theory]
    [InlineData(0.5, 0.1, 47)] // as good as the incumbent: upper 99.9 % limits of Binomial(300, error)
    [InlineData(0.5, 0.2, 82)]
    [InlineData(0.6, 0.2, 30)] // better by 10 points
    public async Task A_candidate_that_is_no_worse_is_stopped_at_most_at_the_configured_rate(double rate, double error, int most)
    {
        var tally = await RunAsync(new() { Name = "pair", Rates = RaceScenario.Equal(1, 0.5, rate), Error = error }, 300);
        Assert.InRange(tally.Eliminated, 1, most);
    }

    [Fact]
    public async Task A_candidate_that_is_30_points_worse_is_nearly_always_stopped_and_uses_about_half_of_its_rows()
    {
        var tally = await RunAsync(new() { Name = "pair", Rates = RaceScenario.Equal(1, 0.6, 0.3) }, 200);
        Assert.InRange(tally.Eliminated, 160, 200);
        Assert.InRange(tally.WatchedRows / 200.0, 16, 36);
    }

    private Task<RaceTally> RunAsync(RaceScenario scenario, int studies) =>
        RaceTally.RunAsync(scenario, studies, RepositoryFolder.File("prompts"), _folder.File("test-uses.jsonl"));
}
