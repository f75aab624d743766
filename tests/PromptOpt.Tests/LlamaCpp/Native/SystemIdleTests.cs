using PromptOpt.LlamaCpp.Native;

namespace PromptOpt.Tests.LlamaCpp.Native;

public sealed class SystemIdleTests
{
    [Theory]
    [InlineData("cpu  5 0 7 250 50 0 0 0 0 0", 3.0)]
    [InlineData("cpu  5 0 7", null)]
    [InlineData("intr 1 2 3 4 5 6", null)]
    [InlineData(null, null)]
    public void Idle_time_is_read_from_the_counters_of_the_system(string? line, double? seconds) =>
        Assert.Equal(seconds, SystemIdle.FromLinux(line)?.TotalSeconds);
}
