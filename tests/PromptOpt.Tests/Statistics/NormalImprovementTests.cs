using FsCheck.Xunit;
using PromptOpt.Statistics;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace PromptOpt.Tests.Statistics;

public sealed class NormalImprovementTests
{
    [Property(MaxTest = 50)]
    public void It_is_the_integral_of_the_improvement(byte meanStep, byte deviationStep)
    {
        double mean = (meanStep - 128) / 40.0, deviation = 0.1 + deviationStep / 100.0;
        double sum = 0;
        const double Step = 1e-3;
        for (double y = Step / 2; y < mean + 10 * deviation + 1; y += Step) sum += y * Normal.PDF(mean, deviation, y) * Step;

        Assert.Equal(sum, NormalImprovement.Of(mean, deviation, 0), 1e-5);
    }

    [Fact]
    public void Its_logarithm_is_smooth_and_rises_far_in_the_tail()
    {
        double before = double.NegativeInfinity;
        for (double mean = -60; mean < 5; mean += 0.05)
        {
            double log = NormalImprovement.Log(mean, 1, 0);
            Assert.True(log > before);
            if (mean > -60) Assert.InRange(log - before, 0, 61 * 0.05);
            before = log;
        }

        Assert.Equal(NormalImprovement.Log(-25.000001, 1, 0), NormalImprovement.Log(-24.999999, 1, 0), 1e-4);
    }
}
