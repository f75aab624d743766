using PromptOpt.Search;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class RaceSummaryTests
{
    [Fact]
    public void Only_trials_that_met_an_incumbent_count_and_rows_beyond_the_race_are_the_contenders()
    {
        Trial[] trials =
        [
            Trial(1, TrialState.Complete, rows: 96), // the seed prompt races nobody
            Trial(2, TrialState.Complete, rows: 80),
            Trial(3, TrialState.Pruned, rows: 16, saved: 48),
            Trial(4, TrialState.Pruned, rows: 32), // the budget was spent
            Trial(5, TrialState.Failed, rows: 0),
            Trial(6, TrialState.Complete, rows: 64),
        ];
        Assert.Equal(new(0.2, 3, 1, 192, 48, 48), RaceSummary.Of(trials, 0.2, 64));
    }

    private static Trial Trial(int number, TrialState state, int rows, int saved = 0) => new()
    {
        Number = number,
        Level = number - 1,
        State = state,
        Candidate = new() { Instruction = "" },
        Operator = "seed",
        Rows = rows,
        RowsSaved = saved,
    };
}
