using PromptOpt.Search;
using PromptOpt.Statistics;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Search;

public sealed class OperatorBanditTests
{
    [Fact]
    public void An_operator_that_pays_is_drawn_more_often_than_one_that_does_not()
    {
        var history = new List<Trial> { Trial(1, 0, "seed", 0.4) };
        for (int i = 0; i < 8; i++)
        {
            history.Add(Trial(2 + 2 * i, 1, "snippet", 0.6));
            history.Add(Trial(3 + 2 * i, 1, "paraphrase", 0.2));
        }

        int snippets = Enumerable.Range(0, 200).Count(i => First(history, "snippet", "paraphrase", i) == "snippet");
        Assert.InRange(snippets, 190, 200);
    }

    [Fact]
    public void Without_history_the_priors_decide_and_every_operator_gets_its_turn()
    {
        var firsts = Enumerable.Range(0, 20_000).Select(i => OperatorBandit.Rank(OperatorSet.All, [], new SeededRandom((ulong)i))[0].Name);
        Assert.Equal(OperatorSet.All.Select(o => o.Name).Order(), firsts.Distinct().Order());
    }

    [Fact]
    public void The_same_randomness_gives_the_same_order()
    {
        var first = OperatorBandit.Rank(OperatorSet.All, [], new SeededRandom(7)).Select(o => o.Name);
        Assert.Equal(first, OperatorBandit.Rank(OperatorSet.All, [], new SeededRandom(7)).Select(o => o.Name));
    }

    [Fact]
    public void Statistics_leave_broken_trials_out()
    {
        Trial[] trials =
        [
            Trial(1, 0, "seed", 0.5),
            Trial(2, 1, "examples", 0.7),
            Trial(3, 1, "examples", 0.4),
            Trial(4, 1, "examples", 0.1) with { State = TrialState.Pruned },
            Trial(5, 1, "examples", 0.9) with { State = TrialState.Failed },
        ];
        var statistics = Assert.Single(OperatorStatistics.From(trials));
        Assert.Equal(("examples", 3, 1), (statistics.Operator, statistics.Tried, statistics.Improved));
        Assert.Equal((0.2 - 0.1 - 0.4) / 3, statistics.MeanGain!.Value, 9);
    }

    private static string First(IReadOnlyList<Trial> history, string a, string b, int seed) =>
        OperatorBandit.Rank(OperatorSet.Named([a, b]), history, new SeededRandom((ulong)seed))[0].Name;

    private static Trial Trial(int number, int parent, string name, double value) => new()
    {
        Number = number,
        Level = parent == 0 ? 0 : 1,
        State = TrialState.Complete,
        Candidate = new() { Instruction = "" },
        Operator = name,
        Parent = parent,
        Value = value,
        Rows = 10,
    };
}
