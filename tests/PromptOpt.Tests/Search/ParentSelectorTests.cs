using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class ParentSelectorTests
{
    [Fact]
    public void A_trial_that_was_measured_on_easier_rows_is_not_preferred_for_it()
    {
        Trial[] trials = [Trial(1, 0.5, 0.5), Trial(2, 0.8, 0.75), Trial(3, 0.65, 0.5)];
        Assert.Equal([3, 2, 1], ParentSelector.Ranked(trials).Select(t => t.Number));
    }

    [Fact]
    public void Where_no_leads_are_known_the_values_decide_and_the_earlier_wins_among_equals()
    {
        Trial[] trials = [Trial(1, 0.5, null), Trial(2, 0.8, null), Trial(3, 0.8, null), Trial(4, 0.9, null) with { State = TrialState.Pruned }];
        Assert.Equal([2, 3, 1], ParentSelector.Ranked(trials).Select(t => t.Number));
    }

    private static Trial Trial(int number, double value, double? seedValue) => new()
    {
        Number = number,
        Level = number - 1,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "" },
        Operator = "snippet",
        Value = value,
        SeedValue = seedValue,
    };
}
