using FsCheck.Xunit;
using PromptOpt.Statistics;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tests.Tuning.Surrogates;

public sealed class GaussianProcessTests
{
    private static readonly double[][] Points = [[0.1, 0.2], [0.4, 0.9], [0.7, 0.3], [0.95, 0.6]];
    private static readonly double[] Values = [0.5, -1.0, 0.8, 0.1];
    private static readonly Standardisation AsTheyAre = Standardisation.None;

    [Fact]
    public void Its_posterior_is_that_of_scikit_learn()
    {
        // scikit-learn 1.2.1: ConstantKernel(1.5) * Matern([0.4, 0.8], nu=2.5), alpha=0.01, no optimizer.
        var process = GaussianProcess.With(new([0.4, 0.8], 1.5, 0.01), AsTheyAre, Points, Values, new double[4], new bool[2]);

        var (mean, deviation) = process.Predict([0.5, 0.5]);
        Assert.Equal(0.053345901902, mean, 1e-10);
        Assert.Equal(0.450209023642, deviation, 1e-10);
        (mean, deviation) = process.Predict([0.0, 1.0]);
        Assert.Equal(-0.405749040498, mean, 1e-10);
        Assert.Equal(0.960061730453, deviation, 1e-10);
    }

    [Fact]
    public void The_gain_on_a_known_point_is_as_uncertain_as_both_ends_and_sure_where_they_are_the_same()
    {
        var process = GaussianProcess.With(new([0.4, 0.8], 1.5, 0.3), AsTheyAre, Points, Values, new double[4], new bool[2]);
        var gain = process.GainOver(Points[2]);
        var (mean, deviation) = process.Standard(Points[2]);

        Assert.Equal(0, gain(Points[2]).Mean, 1e-12);
        Assert.InRange(gain(Points[2]).Deviation, 0, 1e-5);
        Assert.True(gain([0.72, 0.3]).Deviation < deviation / 4); // alike, though each is unsure
        var (elsewhere, there) = process.Standard([0.0, 1.0]);
        Assert.Equal(elsewhere - mean, gain([0.0, 1.0]).Mean, 1e-12);
        Assert.InRange(gain([0.0, 1.0]).Deviation, Math.Abs(there - deviation), there + deviation);
    }

    [Fact]
    public void The_likelihood_is_that_of_scikit_learn_and_the_prior_comes_on_top()
    {
        var prior = KernelPrior.Usual;
        var likelihood = new MarginalLikelihood(Points, Values, new double[4], new bool[2], prior);
        double[] at = new KernelSettings([0.4, 0.8], 1.5, 0.01).Logarithms;
        double own = likelihood.LogPosterior(at, new double[4]) - prior.LogDensity(at, new double[4]) - 2 * Math.Log(2 * Math.PI);

        Assert.Equal(-5.36610236078429, own, 1e-9);
    }

    [Property(MaxTest = 50)]
    public void The_gradient_is_that_of_finite_differences(ulong seed)
    {
        var random = new SeededRandom(seed);
        bool[] unordered = [false, false, true];
        double[][] points = [.. Enumerable.Range(0, 8).Select(_ => new[] { random.NextDouble(), random.NextDouble(), random.Next(2) == 0 ? 0.25 : 0.75 })];
        var likelihood = new MarginalLikelihood(points, [.. points.Select(_ => random.NextNormal())], [.. points.Select(_ => 0.1 * random.NextDouble())], unordered, KernelPrior.Usual);
        double[] at = [.. Enumerable.Range(0, 5).Select(_ => random.NextDouble() * 3 - 2)];
        var gradient = new double[5];
        likelihood.LogPosterior(at, gradient);
        for (int i = 0; i < 5; i++)
        {
            double[] above = [.. at], below = [.. at];
            above[i] += 1e-5;
            below[i] -= 1e-5;
            double slope = (likelihood.LogPosterior(above, new double[5]) - likelihood.LogPosterior(below, new double[5])) / 2e-5;
            Assert.Equal(slope, gradient[i], 1e-4 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void Known_errors_make_it_smoother_and_less_sure()
    {
        KernelSettings settings = new([0.3], 1, 1e-6);
        double[][] points = [.. Enumerable.Range(0, 9).Select(i => new[] { i / 8.0 })];
        double[] values = [.. points.Select((_, i) => i % 2 == 0 ? 1.0 : -1.0)];
        var exact = GaussianProcess.With(settings, AsTheyAre, points, values, new double[9], new bool[1]);
        var noisy = GaussianProcess.With(settings, AsTheyAre, points, values, [.. points.Select(_ => 2.0)], new bool[1]);

        Assert.All(points.Zip(values), pair => Assert.Equal(pair.Second, exact.Predict(pair.First).Mean, 1e-3));
        Assert.All(points, point => Assert.InRange(noisy.Predict(point).Mean, -0.5, 0.5));
        Assert.All(points, point => Assert.True(noisy.Predict(point).Deviation > exact.Predict(point).Deviation));
    }

    [Fact]
    public void A_value_left_out_is_predicted_as_by_a_process_that_never_saw_it()
    {
        KernelSettings settings = new([0.4, 0.8], 1.5, 0.01);
        var whole = GaussianProcess.With(settings, AsTheyAre, Points, Values, new double[4], new bool[2]);
        for (int left = 0; left < 4; left++)
        {
            int[] others = [.. Enumerable.Range(0, 4).Where(i => i != left)];
            var without = GaussianProcess.With(settings, AsTheyAre, [.. others.Select(i => Points[i])], [.. others.Select(i => Values[i])], new double[3], new bool[2]);
            var (mean, deviation) = whole.LeaveOneOut()[left];
            var expected = without.Predict(Points[left]);

            Assert.Equal(expected.Mean, mean, 1e-9);
            Assert.Equal(Math.Sqrt(expected.Deviation * expected.Deviation + 0.01), deviation, 1e-9);
        }
    }

    [Fact]
    public void The_density_of_a_value_integrates_to_1_in_the_unit_of_the_values()
    {
        double[] values = [.. Values.Select(v => 40 * v + 7)];
        var process = GaussianProcess.Fit(Points, values, [1, 1, 1, 1], new bool[2]);
        double sum = 0;
        for (double value = -5000; value < 2000; value += 0.25) sum += 0.25 * Math.Exp(process.LogDensity([0.3, 0.3], value, 2));

        Assert.Equal(1, sum, 0.01);
    }

    [Fact]
    public void It_learns_which_coordinate_matters()
    {
        var random = new SeededRandom(5);
        double[][] points = [.. Enumerable.Range(0, 30).Select(_ => new[] { random.NextDouble(), random.NextDouble() })];
        var process = GaussianProcess.Fit(points, [.. points.Select(p => Math.Sin(6 * p[0]))], new double[30], new bool[2]);

        Assert.True(process.Settings.LengthScales[1] > 3 * process.Settings.LengthScales[0]);
        Assert.Equal(Math.Sin(3), process.Predict([0.5, 0.5]).Mean, 0.05);
    }

    [Fact]
    public void Points_that_are_believed_in_leave_the_mean_and_take_the_doubt_away()
    {
        var process = GaussianProcess.Fit(Points, Values, new double[4], new bool[2]);
        double[] pending = [0.5, 0.1];
        var after = process.Believing([pending]);

        Assert.Equal(process.Predict(pending).Mean, after.Predict(pending).Mean, 1e-6);
        Assert.True(after.Predict(pending).Deviation < process.Predict(pending).Deviation);
    }

    [Fact]
    public void One_value_and_equal_values_are_no_trouble()
    {
        Assert.Equal(3, GaussianProcess.Fit([[0.5]], [3], [0], new bool[1]).Predict([0.1]).Mean, 1e-9);
        Assert.Equal(3, GaussianProcess.Fit([[0.5], [0.5], [0.7]], [3, 3, 3], [0, 0, 0], new bool[1]).Predict([0.1]).Mean, 1e-9);
    }
}
