using PromptOpt.Tuning;
using PromptOpt.Tuning.Designs;
using PromptOpt.Tuning.Fidelities;
using PromptOpt.Tuning.Populations;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Fidelities;

public sealed class BracketTests
{
    private static readonly SearchSpace Line = new([Parameter.Real("x", 0, 1, 0.5)]);

    [Fact]
    public void Rungs_are_those_of_the_publication()
    {
        // Li et al. 2018, table 1: R = 81, eta = 3.
        Assert.Equal("81 x 1, 27 x 3, 9 x 9, 3 x 27, 1 x 81", Text(Rung.Bracket(81, 4, 3)));
        Assert.Equal("34 x 3, 11 x 9, 3 x 27, 1 x 81", Text(Rung.Bracket(34, 3, 3)));
        Assert.Equal("5 x 81", Text(Rung.Bracket(5, 0, 3)));
    }

    [Fact]
    public void One_in_three_goes_on_by_its_value_and_then_new_ones_begin()
    {
        var lanes = new StudyLanes(Line, new SuccessiveHalvingSampler(), c => c["x"].Number);
        List<Suggestion> suggestions = [.. lanes.Run(14)];

        Assert.All(suggestions.Take(9), s => Assert.Equal(1.0 / 9, s.Fidelity, 12));
        var bestFirst = suggestions.Take(9).Select(s => s.Configuration).OrderByDescending(c => c["x"].Number).ToList();
        Assert.Equal(bestFirst.Take(3), suggestions.Skip(9).Take(3).Select(s => s.Configuration));
        Assert.All(suggestions.Skip(9).Take(3), s => Assert.Equal(1.0 / 3, s.Fidelity, 12));
        Assert.Equal((bestFirst[0], 1.0), (suggestions[12].Configuration, suggestions[12].Fidelity));
        Assert.DoesNotContain(suggestions[13].Configuration, bestFirst);
    }

    [Fact]
    public void While_a_rung_waits_the_next_bracket_begins()
    {
        var lanes = new StudyLanes(Line, new HyperbandSampler(), c => c["x"].Number) { Lanes = 4 };
        List<Suggestion> suggestions = [.. lanes.Run(60)];

        // At the tenth, three of the first nine are still running: it belongs to the bracket of five, which begins on a third.
        Assert.Equal(1.0 / 3, suggestions[9].Fidelity, 12);
        Assert.DoesNotContain(suggestions[9].Configuration, suggestions.Take(9).Select(s => s.Configuration));
        Assert.Contains(suggestions.Take(15), s => suggestions.Take(9).Any(begun => begun.Configuration.Equals(s.Configuration) && begun.Fidelity < s.Fidelity));
        Assert.True(suggestions.Count(s => s.Fidelity >= 1) >= 5);
    }

    [Fact]
    public void What_failed_never_goes_on()
    {
        var lanes = new StudyLanes(Line, new SuccessiveHalvingSampler(), c => c["x"].Number) { FailsEvery = 2 };
        foreach (var suggestion in lanes.Run(60))
            Assert.DoesNotContain(lanes.History.SkipLast(1), o => o.State == ObservationState.Failed && o.Configuration.Equals(suggestion.Configuration));
    }

    [Fact]
    public void The_proposer_sees_what_began_as_its_own()
    {
        var lanes = new StudyLanes(Line, new HyperbandSampler(new SobolSampler()), c => c["x"].Number);
        var sobol = new StudyLanes(Line, new SobolSampler(), _ => 0);

        var begun = lanes.Run(40).Select(s => s.Configuration).Distinct().ToList();
        Assert.Equal(sobol.Run(begun.Count).Select(s => s.Configuration), begun);
        Assert.True(new StudyLanes(Line, new HyperbandSampler(new CmaEsSampler(), name: "hyperband-cma"), c => -Math.Abs(c["x"].Number - 0.9))
            .Run(80).TakeLast(20).Average(s => Math.Abs(s.Configuration["x"].Number - 0.9)) < 0.2);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 11)]
    [InlineData(3, -1)]
    public void Settings_without_sense_are_refused(int eta, int halvings)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SuccessiveHalvingSampler(null, eta, halvings));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HyperbandSampler(null, eta, halvings));
    }

    private static string Text(IReadOnlyList<Rung> rungs) => string.Join(", ", rungs.Select(rung => $"{rung.Count} x {rung.Fidelity * 81:0}"));
}
