using System.Globalization;
using FsCheck.Xunit;
using PromptOpt.Tuning.Llambo.Wording;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tests.Tuning.Llambo.Wording;

public sealed class NumberFormatTests
{
    // The configurations published with Liu et al. (2024) have these decimals; logarithms are decimal ones.
    [Theory]
    [InlineData(0.01, 0.99, ParameterScale.Logit, 4)]  // max_features and others of the forest
    [InlineData(0, 0.5, ParameterScale.Linear, 4)]     // min_impurity_decrease
    [InlineData(0.1, 0.9, ParameterScale.Logit, 3)]    // power_t
    [InlineData(0.001, 0.999, ParameterScale.Logit, 5)] // momentum
    [InlineData(1, 1e3, ParameterScale.Log, 4)]        // C
    [InlineData(1e-4, 1e-3, ParameterScale.Log, 6)]    // gamma
    [InlineData(1e-5, 1e-1, ParameterScale.Log, 7)]    // tol
    [InlineData(1e-4, 10, ParameterScale.Log, 6)]      // the learning rate of AdaBoost
    [InlineData(1e-5, 10, ParameterScale.Log, 7)]      // alpha
    public void Decimals_are_those_of_the_published_configurations(double low, double high, ParameterScale scale, int decimals)
    {
        var format = new NumberFormat(Parameter.Real("x", low, high, low, scale));
        Assert.Equal((decimals, scale == ParameterScale.Log), (format.Decimals, format.IsLogarithm));
    }

    [Fact]
    public void Logarithms_are_written_and_read_back()
    {
        var format = new NumberFormat(Parameter.Real("gamma", 1e-4, 1e-3, 5e-4, ParameterScale.Log));
        Assert.Equal("-3.301030", format.Write(5e-4));
        Assert.Equal(5e-4, format.Read(-3.301030)!.Value, 9);
        Assert.Equal(1e-4, format.Read(-4));
        Assert.Null(format.Read(-4.1));
    }

    [Fact]
    public void A_whole_number_stays_whole_also_on_a_log_scale()
    {
        var format = new NumberFormat(Parameter.Whole("units", 1, 512, 8, ParameterScale.Log));
        Assert.Equal("8", format.Write(8));
        Assert.Equal(512, format.Read(512));
        Assert.Null(format.Read(8.5));
        Assert.Null(format.Read(0));
    }

    [Fact]
    public void A_tiny_range_still_has_a_hundred_steps()
    {
        var format = new NumberFormat(Parameter.Real("x", 0, 1e-6, 0));
        Assert.True(format.HighUnits - format.LowUnits >= 100);
        Assert.NotEqual(format.Write(2e-7), format.Write(3e-7));
    }

    [Fact]
    public void A_grid_is_met_exactly()
    {
        var parameter = Parameter.Real("x", 0, 1, 0, step: 0.1);
        var format = new NumberFormat(parameter);
        Assert.All(parameter.All, value => Assert.True(parameter.Takes(format.Read(double.Parse(format.Write(value.Number), CultureInfo.InvariantCulture))!.Value)));
        Assert.Equal(0.3, format.Read(0.32));
    }

    [Property(MaxTest = 300)]
    public void What_is_written_is_read_back_in_range_and_near(double a, double b, byte share, bool isLog)
    {
        if (!double.IsFinite(a) || !double.IsFinite(b)) return;
        double low = Math.Clamp(isLog ? Math.Abs(a) + 1e-6 : a, -1e4, 1e4), high = low + Math.Min(1e4, Math.Abs(b) + 1e-3);
        var parameter = Parameter.Real("x", low, high, low, isLog ? ParameterScale.Log : ParameterScale.Linear);
        var format = new NumberFormat(parameter);
        double value = parameter.FromUnit(share / 255.0).Number;
        double read = format.Read(double.Parse(format.Write(value), CultureInfo.InvariantCulture))!.Value;
        Assert.InRange(read, low, high);
        Assert.True(Math.Abs(parameter.ToUnit(read) - parameter.ToUnit(value)) < 6e-3, $"{low} {high} {value} {read}");
    }
}
