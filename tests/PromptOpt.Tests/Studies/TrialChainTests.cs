using PromptOpt.Studies;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Studies;

public sealed class TrialChainTests
{
    [Fact]
    public void A_trial_that_goes_on_comes_behind_those_whose_rows_it_has()
    {
        Trial[] trials = [At(1), At(2), At(3), At(4, continues: 2), At(5), At(6, continues: 4)];
        Assert.Equal([2, 4, 6], TrialChain.Of(trials, 6));
        Assert.Equal([5], TrialChain.Of(trials, 5));
    }

    private static Trial At(int number, int? continues = null) => new()
    {
        Number = number,
        Level = number - 1,
        State = TrialState.Pruned,
        Candidate = new() { Instruction = "Name the colour." },
        Operator = "tune",
        Tuned = new(new Dictionary<string, ParameterValue>(), "bohb") { Continues = continues },
    };
}
