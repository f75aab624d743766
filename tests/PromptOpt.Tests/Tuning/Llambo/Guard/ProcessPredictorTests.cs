using PromptOpt.Tuning;
using PromptOpt.Tuning.Llambo.Guard;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Guard;

public sealed class ProcessPredictorTests
{
    private static readonly SearchSpace Line = new([Parameter.Real("x", 0, 1, 0.5)]);

    [Fact]
    public void It_believes_what_it_saw_in_units_of_the_values_and_doubts_what_is_far_away()
    {
        var posterior = new ProcessPredictor().Fit(Context(error: 0));
        var (near, far) = (posterior.At(At(0.2)), posterior.At(At(1)));
        Assert.Equal(Value(0.2), near.Mean, 0.02);
        Assert.True(far.Deviation > 3 * near.Deviation, $"{far.Deviation} {near.Deviation}");
        Assert.True(near.LogDensity(Value(0.2)) > near.LogDensity(Value(0.2) + 0.1));
    }

    [Fact]
    public void A_measurement_is_expected_to_err_as_the_measured_values_do()
    {
        var belief = new ProcessPredictor().Fit(Context(error: 0.05)).At(At(0.2));
        Assert.InRange(Math.Sqrt(belief.NoiseVariance), 0.05, 0.15);
    }

    [Fact]
    public void A_point_next_to_one_that_is_being_tried_promises_less()
    {
        var context = Context(error: 0);
        var pending = context with { History = [.. context.History, new() { Number = 7, Configuration = At(0.95), State = ObservationState.Pending }], Number = 8 };
        Assert.True(new ProcessPredictor().Fit(pending).At(At(0.96)).Deviation < 0.5 * new ProcessPredictor().Fit(context).At(At(0.96)).Deviation);
    }

    private static SamplerContext Context(double error) => new()
    {
        Space = Line,
        History = [.. Enumerable.Range(1, 6).Select(i => new Observation { Number = i, Configuration = At(0.1 * i), Value = Value(0.1 * i), StandardError = error })],
        Number = 7,
        Study = new(1),
    };

    private static Configuration At(double x) => Line.At([x]);

    private static double Value(double x) => 0.3 - (x - 0.4) * (x - 0.4);
}
