using FsCheck.Xunit;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class SequentialPairedTestTests
{
    [Fact]
    public void The_first_lost_row_is_worth_half_as_much_again_and_the_first_won_row_half()
    {
        Assert.Equal(1.5, SequentialPairedTest.Evidence([-1])[0], 12);
        Assert.Equal(0.5, SequentialPairedTest.Evidence([1])[0], 12);
        Assert.Equal(1.25, SequentialPairedTest.Evidence([-0.5])[0], 12);
    }

    [Fact]
    public void Rows_without_a_difference_change_nothing()
    {
        var evidence = SequentialPairedTest.Evidence([-1, 0, 0, -1, 0]);
        Assert.Equal([evidence[0], evidence[0], evidence[0], evidence[3], evidence[3]], evidence);
        Assert.Equal(1, SequentialPairedTest.P([1, 0, 0.3], [1, 0, 0.3]));
        Assert.Equal(1, SequentialPairedTest.P([], []));
    }

    /// <summary>Rows take the value low or high with chances that make the mean 0, or above it: all sequences of ten rows are looked at.</summary>
    [Property(MaxTest = 60)]
    public void Where_the_candidate_is_as_good_the_evidence_is_expected_to_stay_at_one_and_where_it_is_better_below(byte first, byte second, byte third)
    {
        double low = -(first + 1) / 256.0, high = (second + 1) / 256.0, gain = third / 255.0 * high;
        double chanceOfHigh = (gain - low) / (high - low);
        const int rows = 10;
        double expected = 0, least = double.MaxValue;
        for (int sequence = 0; sequence < 1 << rows; sequence++)
        {
            bool IsHigh(int row) => (sequence >> row & 1) == 1;
            double chance = Enumerable.Range(0, rows).Aggregate(1.0, (c, row) => c * (IsHigh(row) ? chanceOfHigh : 1 - chanceOfHigh));
            double last = SequentialPairedTest.Evidence([.. Enumerable.Range(0, rows).Select(row => IsHigh(row) ? high : low)])[^1];
            expected += chance * last;
            least = Math.Min(least, last);
        }

        Assert.True(least > 0);
        if (gain == 0) Assert.Equal(1, expected, 9);
        else Assert.True(expected < 1 + 1e-9);
    }

    [Property(MaxTest = 200)]
    public void More_rows_never_raise_the_p_value(byte[] scores)
    {
        double[] candidate = [.. (scores ?? []).Select(s => s / 255.0)], baseline = [.. candidate.Reverse()];
        double before = 1;
        for (int rows = 0; rows <= candidate.Length; rows++)
        {
            double p = SequentialPairedTest.P(candidate[..rows], baseline[..rows]);
            Assert.InRange(p, double.Epsilon, before);
            before = p;
        }
    }

    [Theory]
    [InlineData(0.05, 130)] // upper 99.9 % limits of Binomial(2000, error)
    [InlineData(0.2, 456)]
    public void Looking_after_each_of_200_rows_an_equal_candidate_is_called_worse_at_most_at_the_error(double error, int most)
    {
        Assert.InRange(CalledWorse(0, error, 200), 1, most);
    }

    [Fact]
    public void A_candidate_that_is_20_points_worse_is_found_within_200_rows() => Assert.InRange(CalledWorse(-0.2, 0.05, 200), 1900, 2000);

    [Fact]
    public void Scores_that_are_no_pairs_in_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SequentialPairedTest.P([1], [1, 0]));
        Assert.Throws<ArgumentException>(() => SequentialPairedTest.P([1.5], [1]));
    }

    /// <summary>Of 2000 candidates whose rate is 0.5 plus a gain, against 0.5; half of the rows are hard or easy for both.</summary>
    private static int CalledWorse(double gain, double error, int rows)
    {
        var random = new SeededRandom(5);
        int called = 0;
        for (int s = 0; s < 2000; s++)
        {
            var pairs = Enumerable.Range(0, rows).Select(_ =>
            {
                double luck = random.NextDouble(), other = random.NextDouble() < 0.5 ? luck : random.NextDouble();
                return (Candidate: luck < 0.5 + gain ? 1.0 : 0, Baseline: other < 0.5 ? 1.0 : 0);
            }).ToArray();
            if (SequentialPairedTest.P([.. pairs.Select(p => p.Candidate)], [.. pairs.Select(p => p.Baseline)]) <= error) called++;
        }

        return called;
    }

    /// <summary>Where the candidate is worse by just the margin, it is called worse by more at most at the error, however often one looks.</summary>
    [Theory]
    [InlineData(0.02, 0.2)]
    [InlineData(0.1, 0.05)]
    public void A_loss_of_the_margin_is_rarely_taken_for_a_larger_one(double margin, double error)
    {
        var random = new SeededRandom(23);
        int stopped = 0;
        for (int study = 0; study < 500; study++)
        {
            double[] draws = [.. Enumerable.Range(0, 128).Select(_ => random.NextDouble())];
            double[] candidate = [.. draws.Select(draw => draw < 0.2 ? 1.0 : 0)], baseline = [.. draws.Select(draw => draw >= 0.2 && draw < 0.4 + margin ? 1.0 : 0)];
            if (SequentialPairedTest.P(candidate, baseline, margin) <= error) stopped++;
        }

        Assert.InRange(stopped / 500.0, 0, error + 3 * Math.Sqrt(error * (1 - error) / 500));
    }
}
