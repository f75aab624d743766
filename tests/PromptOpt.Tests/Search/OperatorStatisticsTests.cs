using PromptOpt.Search;
using PromptOpt.Studies;
using PromptOpt.Tests.Cli;

namespace PromptOpt.Tests.Search;

public sealed class OperatorStatisticsTests
{
    [Fact]
    public void Gains_are_against_the_parent_and_a_pruned_trial_counts_but_never_as_an_improvement()
    {
        var statistics = OperatorStatistics.From([.. FakeSession.Trials()]).ToDictionary(s => s.Operator);
        Assert.Equal(["choice", "examples", "rewrite"], statistics.Keys.Order());
        Assert.Equal((1, 1), (statistics["examples"].Tried, statistics["examples"].Improved));
        Assert.Equal(0.17, statistics["examples"].MeanGain!.Value, 9);
        Assert.Equal((1, 0), (statistics["rewrite"].Tried, statistics["rewrite"].Improved));
        Assert.Equal(-0.26, statistics["rewrite"].MeanGain!.Value, 9);
    }

    [Fact]
    public void A_gain_is_the_difference_of_the_leads_where_trial_and_parent_had_other_rows()
    {
        var trials = FakeSession.Trials().Select(t => t.Number == 3 ? t with { Value = 0.6, SeedValue = 0.4 } : t);
        var examples = OperatorStatistics.From([.. trials]).Single(s => s.Operator == "examples");
        Assert.Equal(1, examples.Improved); // 0.60 is below the parent's 0.61, but on harder rows
        Assert.Equal(0.2 - 0.09, examples.MeanGain!.Value, 9);
    }

    [Fact]
    public void Failed_and_running_trials_tell_nothing_about_an_operator()
    {
        var trials = FakeSession.Trials().Select(t => t.Operator switch
        {
            "choice" => t with { State = TrialState.Failed, Value = null },
            "examples" => t with { State = TrialState.Running },
            _ => t,
        });
        var statistics = OperatorStatistics.From([.. trials]);
        Assert.Equal("rewrite", Assert.Single(statistics).Operator);
    }
}
