using Microsoft.Extensions.Time.Testing;
using PromptOpt.Cli;
using PromptOpt.Cli.Display;
using PromptOpt.Downloads;

namespace PromptOpt.Tests.Cli.Display;

public sealed class LiveTransferTests
{
    [Theory]
    [InlineData(500_000_000L, 1_000_000_000L, 10, 250_000_000L, "m.gguf   50 %  500 MB of 1.0 GB  25 MB/s  ETA 0:20")]
    [InlineData(0L, 1_000_000_000L, 0, 0L, "m.gguf    0 %  0 kB of 1.0 GB")]
    [InlineData(5_000_000L, null, 1, 5_000_000L, "m.gguf  5 MB  5 MB/s")]
    public void The_line_tells_share_speed_and_time_left(long received, long? total, int seconds, long since, string line)
    {
        var display = new LiveTransfer(Host(new StringWriter()), "m.gguf");
        Assert.Equal(line, display.Line(new(DownloadStage.Receiving, received, total), TimeSpan.FromSeconds(seconds), since));
    }

    [Fact]
    public void The_line_is_written_in_place_and_ends_when_the_download_does()
    {
        var error = new StringWriter { NewLine = "\n" };
        using (var display = new LiveTransfer(Host(error), "m.gguf"))
        {
            display.Report(new(DownloadStage.Receiving, 0, 10));
            for (var i = 1; i < 10; i++) display.Report(new(DownloadStage.Receiving, i, 10)); // too soon after each other
            display.Report(new(DownloadStage.Waiting, 9, 10, "the connection was cut"));
            display.Report(new(DownloadStage.Receiving, 10, 10));
        }

        var text = error.ToString();
        Assert.Equal(3, text.Split('\r').Length - 1);
        Assert.Contains("the connection was cut; trying again\e[K", text, StringComparison.Ordinal);
        Assert.EndsWith("\e[K\n", text, StringComparison.Ordinal);
    }

    private static CliHost Host(StringWriter error) =>
        new() { Out = TextWriter.Null, Error = error, CurrentDirectory = "/", BaseDirectory = "/", Time = new FakeTimeProvider() };
}
