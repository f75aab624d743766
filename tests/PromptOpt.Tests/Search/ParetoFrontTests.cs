using FsCheck.Xunit;
using PromptOpt.Search;

namespace PromptOpt.Tests.Search;

public sealed class ParetoFrontTests
{
    [Fact]
    public void Specialists_stay_and_who_is_nowhere_best_goes()
    {
        double[][] scores = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0.9, 0.9, 0.9, 0.9]];
        Assert.Equal([(0, 1), (1, 1), (2, 2)], ParetoFront.Of(scores));
    }

    [Fact]
    public void The_weakest_goes_first_where_others_are_as_good()
    {
        double[][] scores = [[1, 0, 0], [1, 1, 0], [0, 1, 1]]; // the first is best on a row, but so is the second
        Assert.Equal([(1, 2), (2, 2)], ParetoFront.Of(scores));
    }

    [Fact]
    public void Among_equals_the_earliest_stays() => Assert.Equal([(0, 2)], ParetoFront.Of([[1, 0.5], [1, 0.5], [1, 0.5]]));

    [Fact]
    public void Without_rows_all_stay() => Assert.Equal([(0, 1), (1, 1)], ParetoFront.Of([[], []]));

    [Property(MaxTest = 200)]
    public void Every_row_keeps_one_of_its_best_and_nobody_who_is_left_could_go(byte seed)
    {
        var random = new Random(seed);
        double[][] scores = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 10).Select(_ => random.Next(4) / 3.0).ToArray())];
        var front = ParetoFront.Of(scores).Select(member => member.Candidate).ToArray();
        var winners = Enumerable.Range(0, 10).Select(row => front.Where(c => scores[c][row] >= scores.Max(s => s[row])).ToArray()).ToArray();
        Assert.All(winners, row => Assert.NotEmpty(row));
        Assert.All(front, c => Assert.Contains(winners, row => row is [var only] && only == c));
    }
}
