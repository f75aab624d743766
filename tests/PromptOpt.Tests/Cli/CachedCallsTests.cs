using PromptOpt.Cli.Printing;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

public sealed class CachedCallsTests
{
    [Fact]
    public void Every_sample_of_a_row_is_a_call_as_it_is_where_calls_are_counted()
    {
        var voted = new Rollout { Position = 0, Output = "7", PromptTokens = 90, OutputTokens = 9, CachedTokens = 99, Calls = 3 };
        var wave = new Wave { Key = new(1, Phase.Validation, 0), Rollouts = [voted, voted with { Position = 1, CachedTokens = 60 }, voted with { Position = 2, Calls = 1 }] };
        Assert.Equal(new(4, 198, 0), CachedCalls.In([wave]));
        Assert.Equal(7, wave.Spending.Calls);
    }
}
