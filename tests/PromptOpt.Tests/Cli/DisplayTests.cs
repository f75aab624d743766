using PromptOpt.Cli;
using PromptOpt.Cli.Display;
using PromptOpt.Cli.Printing;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Cli;

public sealed class DisplayTests
{
    private static readonly LiveState State = new()
    {
        Heading = "intents-seed1 · tiny Q4_1 · seed 1",
        Status = FakeSession.Status(3) with { Budget = new() { Trials = 40, Calls = 9000, Tokens = 2_000_000, Time = TimeSpan.FromSeconds(150) } },
        Finished = [.. FakeSession.Trials().Reverse()],
    };

    [Theory]
    [InlineData(80, 24)]
    [InlineData(140, 40)]
    public void A_frame_reads_as_agreed(int width, int height) =>
        Golden.Check($"frame-{width}.txt", string.Join('\n', LiveView.Draw(State, width, height).Select(line => line.ToText(width).TrimEnd())) + "\n");

    [Theory]
    [InlineData(20, 5)]
    [InlineData(80, 24)]
    [InlineData(200, 60)]
    public void A_frame_never_grows_and_fits_the_terminal(int width, int height)
    {
        var empty = LiveView.Draw(State with { Finished = [] }, width, height);
        var full = LiveView.Draw(State with { Finished = [.. Enumerable.Repeat(State.Finished[0], 50)] }, width, height);
        Assert.Equal(empty.Count, full.Count);
        Assert.All(full, line => Assert.True(line.ToText(width).Length <= width));
        if (height >= 10) Assert.True(full.Count < height);
    }

    [Fact]
    public void Nothing_that_a_model_wrote_is_read_as_markup_or_steers_the_terminal()
    {
        var trial = FakeSession.Trials().First() with { Operator = "[/INST] \e[2J\nx" };
        var lines = LiveView.Draw(State with { Finished = [trial] }, 100, 24);
        Assert.Contains(lines, line => line.ToText(100).Contains("[/INST]  [2J x", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.ToText(100).Contains('\e'));
    }

    [Fact]
    public async Task The_live_display_draws_notes_and_trials_until_it_is_disposed()
    {
        using var error = new StringWriter();
        var host = new CliHost { Out = TextWriter.Null, Error = error, CurrentDirectory = "/", BaseDirectory = "/" };
        await using (var display = SessionDisplay.Create(DisplayKind.Live, host))
        {
            display.Heading = "heading";
            display.Note("a [note]");
            display.TrialEnded(State.Finished[0], State.Status!);
        }

        Assert.Contains("note: a [note]", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("rewrite", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999, "999")]
    [InlineData(1234, "1.2k")]
    [InlineData(187_400, "187k")]
    [InlineData(999_999, "1.0M")]
    [InlineData(12_345_678, "12M")]
    public void Large_counts_are_short(double count, string text) => Assert.Equal(text, Format.Short(count));

    [Theory]
    [InlineData(-3, "0:00")]
    [InlineData(83.9, "1:23")]
    [InlineData(3725, "1:02:05")]
    [InlineData(90_000, "1d 1:00:00")]
    public void Times_are_short(double seconds, string text) => Assert.Equal(text, Format.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("smollm2-135m-instruct-q4_1.gguf", "Q4_1")]
    [InlineData("Qwen3-4B-Q4_K_M.gguf", "Q4_K_M")]
    [InlineData("model.gguf", "-")]
    public void The_quantisation_is_read_from_the_file_name(string file, string quantization) => Assert.Equal(quantization, ModelFileName.Quantization(file));

    [Fact]
    public void A_value_without_rows_has_no_interval() => Assert.Null(TrialLine.IntervalOf(FakeSession.Trials().First() with { Rows = 0, State = TrialState.Failed }));
}
