using FsCheck;
using FsCheck.Xunit;
using PromptOpt.Tuning.Entropy;

namespace PromptOpt.Tests.Tuning.Entropy;

public sealed class TurningPointTests
{
    private static readonly double[] Temperatures = [.. Enumerable.Range(1, 14).Select(i => Math.Round(0.1 * i, 9))];
    private static readonly double[] Entropies = [0.010, 0.016, 0.025, 0.038, 0.057, 0.084, 0.120, 0.166, 0.224, 0.300, 0.415, 0.640, 1.200, 2.600];

    [Fact]
    public void The_curvature_is_that_of_numpy()
    {
        // numpy.gradient(numpy.gradient(numpy.log(e), t), t), computed once with numpy.
        double[] numpy =
        [
            -1.18582633086584, -1.8752455251217022, -2.302882222695125, -1.7941699592418736, -1.9933742004713473, -2.8014912400924707, -3.0071541468625416,
            -2.2344075803392904, -0.18804601743339333, 4.147275384946466, 11.129146179243397, 16.102821148958483, 12.114536523039305, 7.229061440555472,
        ];
        Near(numpy, TurningPoint.Curvature(Temperatures, Entropies));
    }

    [Fact]
    public void Unevenly_spaced_temperatures_have_the_curvature_of_numpy()
    {
        double[] numpy = [-4.114334632192139, -4.628626461216137, -1.7980129528236297, 0.16106198790270065, 0.9289475167198056, -0.05218621381005152];
        Near(numpy, TurningPoint.Curvature([0.2, 0.3, 0.6, 0.7, 1.0, 1.4], [0.05, 0.08, 0.2, 0.25, 0.6, 1.9]));
    }

    [Fact]
    public void It_is_the_first_temperature_between_others_with_a_positive_curvature()
    {
        Assert.Equal(1.0, TurningPoint.Of(Temperatures, Entropies));
        // The curvature is above 0 at the first place, which is not between others, and below it everywhere else.
        Assert.Null(TurningPoint.Of([1, 2, 3, 4], [.. new[] { 0.0, 2, 3, 3.5 }.Select(value => Math.Exp(value))]));
    }

    [Theory]
    [InlineData(new[] { 0.1, 0.2 }, new[] { 1.0, 2 }, "at least 3")]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 1.0, 2 }, "one entropy")]
    [InlineData(new[] { 0.1, 0.3, 0.2 }, new[] { 1.0, 2, 3 }, "must rise")]
    [InlineData(new[] { 0.1, 0.2, 0.3 }, new[] { 0.0, 2, 3 }, "above 0")]
    public void What_has_no_curvature_is_refused(double[] temperatures, double[] entropies, string says)
    {
        var error = Assert.Throws<ArgumentException>(() => TurningPoint.Of(temperatures, entropies));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 200)]
    public void A_curve_of_the_second_degree_has_its_curvature_everywhere_inside(sbyte bend, sbyte slope, byte steps)
    {
        double[] places = [.. Enumerable.Range(0, 6 + (steps % 10)).Select(i => 0.1 * (i + 1))];
        double[] entropies = [.. places.Select(t => Math.Exp((bend / 40.0 * t * t) + (slope / 40.0 * t)))];
        var curvature = TurningPoint.Curvature(places, entropies);
        // Differences at the ends are of the first order, and the second round looks at them once more.
        for (int i = 2; i < places.Length - 2; i++) Assert.Equal(bend / 20.0, curvature[i], 1e-8);
        if (bend != 0) Assert.Equal(bend > 0, TurningPoint.Of(places, entropies) is not null);
    }

    [Property(MaxTest = 200)]
    public void The_unit_of_the_entropy_does_not_matter(PositiveInt unit, NonEmptyArray<byte> values)
    {
        double[] entropies = [.. values.Get.Concat(new byte[] { 1, 2, 3 }).Select(value => 0.01 + (value / 64.0))];
        double[] places = [.. Enumerable.Range(1, entropies.Length).Select(i => 0.1 * i)];
        Near(TurningPoint.Curvature(places, entropies), TurningPoint.Curvature(places, [.. entropies.Select(entropy => entropy * unit.Get)]), 1e-6);
    }

    private static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-9)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual)) Assert.Equal(left, right, tolerance);
    }
}
