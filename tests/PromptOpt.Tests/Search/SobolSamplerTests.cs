using PromptOpt.Search;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Search;

public sealed class SobolSamplerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Sixteen_points_fall_into_sixteen_different_intervals_of_every_dimension(int dimensions)
    {
        // 16..31 is a whole block of 2^4 points: a (t, 4, s) net has one point in each sixteenth of each axis, shifted or not.
        var points = Enumerable.Range(16, 16).Select(i => SobolSampler.Point(i, dimensions, new SeededRandom(3))).ToArray();
        for (int d = 0; d < dimensions; d++)
            Assert.Equal(16, points.Select(p => (int)(p[d] * 16)).Distinct().Count());
    }

    [Fact]
    public void Suggestions_stay_in_their_ranges_and_leave_the_rest_alone()
    {
        var space = new Dictionary<string, (double, double)> { ["temperature"] = (0.2, 1.2), ["top_p"] = (0.7, 1.0) };
        foreach (ISampler sampler in new ISampler[] { new SobolSampler(), new RandomSampler() })
        {
            for (int i = 0; i < 50; i++)
            {
                var decoding = sampler.Suggest(space, new() { MaxTokens = 7 }, i, new SeededRandom(1));
                Assert.InRange(decoding.Temperature, 0.2, 1.2);
                Assert.InRange(decoding.TopP, 0.7, 1.0);
                Assert.Equal(7, decoding.MaxTokens);
                Assert.Empty(decoding.Problems());
            }
        }
    }

    [Fact]
    public void Suggestions_differ_by_index_and_repeat_by_study()
    {
        var space = new Dictionary<string, (double, double)> { ["temperature"] = (0, 1) };
        foreach (ISampler sampler in new ISampler[] { new SobolSampler(), new RandomSampler() })
        {
            double At(int index, ulong study) => sampler.Suggest(space, new(), index, new SeededRandom(study)).Temperature;
            Assert.Equal(At(3, 1), At(3, 1));
            Assert.NotEqual(At(3, 1), At(4, 1));
            Assert.NotEqual(At(3, 1), At(3, 2));
        }
    }
}
