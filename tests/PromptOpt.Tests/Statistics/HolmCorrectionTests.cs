using PromptOpt.Statistics;

namespace PromptOpt.Tests.Statistics;

public sealed class HolmCorrectionTests
{
    [Theory]
    [InlineData(new[] { 0.01, 0.04, 0.03, 0.005 }, new[] { 0.03, 0.06, 0.06, 0.02 })] // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    [InlineData(new[] { 0.5, 0.9 }, new[] { 1.0, 1.0 })]
    [InlineData(new[] { 0.2 }, new[] { 0.2 })]
    [InlineData(new double[0], new double[0])]
    public void P_values_are_adjusted_as_R_does(double[] p, double[] adjusted)
    {
        var given = HolmCorrection.Adjust(p);
        Assert.Equal(adjusted.Length, given.Count);
        foreach (var (expected, actual) in adjusted.Zip(given)) Assert.Equal(expected, actual, 12);
    }
}
