using PromptOpt.LlamaCpp.Loading;

namespace PromptOpt.Tests.LlamaCpp.Loading;

public sealed class ThroughputProbeTests
{
    [Theory]
    [InlineData(0.01, 0.0025, 64, 32)] // a fixed cost that 16 sequences nearly hide
    [InlineData(0.01, 0.0001, 64, 64)] // more is nearly free
    [InlineData(0.01, 0.0001, 40, 32)] // but there is no memory for it
    [InlineData(0.001, 0.004, 64, 16)] // every sequence costs the same
    public void As_many_sequences_as_are_worth_it(double fixedCost, double each, int most, int expected) =>
        Assert.Equal(expected, new ThroughputProbe((sequences, tokens) => Seconds(fixedCost + (each * sequences * tokens))).Sequences(16, most));

    [Theory]
    [InlineData(0.002, 0.0024, 128)] // a processor: a longer call would take more than a quarter of a second
    [InlineData(0.005, 0.00001, 2048)] // a graphics card
    [InlineData(0.0001, 0.0002, 128)] // fast, but no faster with longer calls
    public void As_many_tokens_a_call_as_are_worth_it(double fixedCost, double each, int expected) =>
        Assert.Equal(expected, new ThroughputProbe((sequences, tokens) => Seconds(fixedCost + (each * sequences * tokens))).BatchTokens(128, 2048));

    [Fact]
    public void One_disturbed_call_does_not_mislead()
    {
        var calls = 0;
        var probe = new ThroughputProbe((sequences, _) => Seconds((0.001 + (0.004 * sequences)) * (calls++ == 0 ? 5 : 1)));
        Assert.Equal(16, probe.Sequences(16, 64));
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);
}
