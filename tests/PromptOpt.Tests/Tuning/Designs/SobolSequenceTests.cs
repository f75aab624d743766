using PromptOpt.Statistics;
using PromptOpt.Tuning.Designs;

namespace PromptOpt.Tests.Tuning.Designs;

public sealed class SobolSequenceTests
{
    // scipy 1.x, scipy.stats.qmc.Sobol(40, scramble=False), whose point n is this sequence's point n xor n / 2.
    private static readonly int[] Dimensions = [0, 1, 2, 7, 20, 39];

    [Theory]
    [InlineData(1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)]
    [InlineData(7, 0.875, 0.875, 0.125, 0.375, 0.625, 0.375)]
    [InlineData(22, 0.40625, 0.90625, 0.28125, 0.40625, 0.28125, 0.71875)]
    [InlineData(43, 0.828125, 0.484375, 0.546875, 0.703125, 0.671875, 0.859375)]
    public void Points_are_those_of_scipy(int index, params double[] expected)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], SobolSequence.Unshifted(index, Dimensions[i]) / 4294967296.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(192)]
    public void Sixty_four_points_fall_into_sixty_four_different_intervals_of_every_dimension(int first)
    {
        // A block of 2^6 points is a net with one point in each interval of each axis, shifted or not.
        var sequence = new SobolSequence(SobolSequence.MostDimensions, new SeededRandom(3));
        double[][] points = [.. Enumerable.Range(first, 64).Select(sequence.Point)];

        for (int d = 0; d < SobolSequence.MostDimensions; d++)
            Assert.Equal(64, points.Select(point => (int)(point[d] * 64)).Distinct().Count());
    }

    [Fact]
    public void Studies_differ_by_their_shift_and_coordinates_beyond_the_fortieth_are_random()
    {
        double[] point = new SobolSequence(45, new SeededRandom(1)).Point(3);

        Assert.Equal(45, point.Distinct().Count());
        Assert.All(point, x => Assert.InRange(x, 0, 1));
        Assert.Equal(point, new SobolSequence(45, new SeededRandom(1)).Point(3));
        Assert.NotEqual(point, new SobolSequence(45, new SeededRandom(2)).Point(3));
    }
}
