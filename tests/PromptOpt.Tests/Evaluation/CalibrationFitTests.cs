using PromptOpt.Candidates;
using PromptOpt.Evaluation;

namespace PromptOpt.Tests.Evaluation;

public sealed class CalibrationFitTests
{
    // Two labels; the prompt favours label 0 by 2 nats whatever the input.
    private static readonly IReadOnlyList<IReadOnlyList<double>> Biased = [[-1, -2.5], [-1, -3.5], [-1.2, -2.4], [-0.8, -3.4]];
    private static readonly IReadOnlyList<IReadOnlyList<double>> ContentFree = [[-1, -3], [-1, -3], [-1, -3]];
    private static readonly int[] Targets = [1, 0, 1, 0];

    [Fact]
    public void Mean_log_subtracts_the_mean_log_probability_of_each_label()
    {
        var fit = CalibrationFit.Fit(CalibrationMethod.MeanLog, Biased, []);
        Assert.Equal([-1.0, -2.95], fit.Offsets.Select(o => Math.Round(o, 9)));
        Assert.Equal(4, fit.Rows);
    }

    [Fact]
    public void Contextual_subtracts_the_log_of_the_mean_probability_on_content_free_inputs()
    {
        var fit = CalibrationFit.Fit(CalibrationMethod.Contextual, Biased, ContentFree);
        double p0 = 1 / (1 + Math.Exp(-2));
        Assert.Equal(Math.Log(p0), fit.Offsets[0], 9);
        Assert.Equal(Math.Log(1 - p0), fit.Offsets[1], 9);
    }

    [Fact]
    public void Batch_makes_the_mean_probability_of_the_labels_equal()
    {
        var fit = CalibrationFit.Fit(CalibrationMethod.Batch, Biased, []);
        double expected = Biased.Average(row => LabelScores.Softmax(row)[1]);
        Assert.Equal(Math.Log(expected), fit.Offsets[1], 9);
    }

    [Theory]
    [InlineData(CalibrationMethod.Contextual)]
    [InlineData(CalibrationMethod.Batch)]
    [InlineData(CalibrationMethod.MeanLog)]
    public void A_constant_bias_is_removed(CalibrationMethod method)
    {
        Assert.Equal([0, 0, 0, 0], Biased.Select(row => LabelScores.Best(row, FittedCalibration.None)));
        var fit = CalibrationFit.Fit(method, Biased, ContentFree);
        Assert.Equal(Targets, Biased.Select(row => LabelScores.Best(row, fit)));
    }

    [Fact]
    public void The_simplest_of_equally_good_calibrations_is_chosen()
    {
        IReadOnlyList<IReadOnlyList<double>> clear = [[-1, -9], [-9, -1]];
        Assert.Equal(CalibrationMethod.None, CalibrationFit.Choose(clear, ContentFree, [0, 1]).Method);
        Assert.Equal(CalibrationMethod.Contextual, CalibrationFit.Choose(Biased, ContentFree, Targets).Method);
    }
}
