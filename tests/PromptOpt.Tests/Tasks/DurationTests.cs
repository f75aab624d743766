using PromptOpt.Tasks;

namespace PromptOpt.Tests.Tasks;

public sealed class DurationTests
{
    [Theory]
    [InlineData("150s", 150)]
    [InlineData("4m", 240)]
    [InlineData("1h", 3600)]
    [InlineData("30d", 2_592_000)]
    [InlineData("90", 90)]
    [InlineData(" 1.5h ", 5400)]
    public void A_number_with_a_unit_is_a_time(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-4m")]
    [InlineData("1,5h")]
    [InlineData("4 minutes")]
    [InlineData("NaN")]
    [InlineData("1e9h")]
    [InlineData("99999999999h")]
    public void Anything_else_is_refused_with_an_example(string text) =>
        Assert.Contains("such as 150s, 4m or 1.5h", Assert.Throws<BadInputException>(() => Duration.Parse(text)).Message, StringComparison.Ordinal);
}
