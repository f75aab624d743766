using System.Text.Json.Nodes;
using PromptOpt.Environments;
using PromptOpt.Environments.External;

namespace PromptOpt.Tests.Environments.External;

public sealed class ExternalEnvironmentTests
{
    [Fact]
    public async Task The_handshake_says_what_the_world_is()
    {
        await using var environment = await OpenAsync(new FakeProgram(Never));
        Assert.Equal(("hash", 2, EpisodeChatKind.AppendOnly), (environment.Info.Name, environment.Info.FormatRetries, environment.Info.Chat));
        Assert.Equal(["bump"], environment.Info.Violations);
        Assert.Contains("hash 2", environment.Info.Identity, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_program_prints_before_the_handshake_is_passed_over()
    {
        string hello = new FakeProgram(Never).Greeting(1);
        var program = new FakeProgram(Never) { Greeting = _ => "Loading...\n{\"progress\":3}\n\n[1]\n" + hello };
        await using var environment = await OpenAsync(program);
        Assert.Equal(HashWorld.Expected(5), await HashWorld.PlayAsync(environment, 5, CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"type":"hello","protocol":2}""", "it speaks protocol 2")]
    [InlineData("""{"type":"hello"}""", "'protocol' is missing")]
    [InlineData("""{"type":"hello","protocol":1,"violations":["Bump it"]}""", "small letters")]
    [InlineData("""{"type":"hello","protocol":1,"violations":["success"]}""", "may not be of kind 'success'")]
    [InlineData("""{"type":"hello","protocol":1,"violations":"bump"}""", "a list of texts")]
    [InlineData("""{"type":"error","message":"no licence"}""", "failed: no licence")]
    public async Task A_handshake_that_is_wrong_is_told_at_once(string hello, string message)
    {
        var program = new FakeProgram(Never) { Greeting = _ => hello };
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => OpenAsync(program));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("stderr of process 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, program.Processes);
    }

    [Fact]
    public async Task Episodes_share_a_process_and_answers_come_in_any_order()
    {
        var program = new FakeProgram(Never) { Batch = 4 };
        await using var environment = await OpenAsync(program);
        ulong[] seeds = [3, 7, 11, 15];
        var seen = await Task.WhenAll(seeds.Select(seed => HashWorld.PlayAsync(environment, seed, CancellationToken.None))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(seeds.Select(HashWorld.Expected), seen);
        Assert.Equal(1, program.Processes);
    }

    [Fact]
    public async Task With_instances_each_process_holds_one_episode_and_the_others_wait_in_line()
    {
        var program = new FakeProgram(Never);
        await using var environment = await ExternalEnvironment.OpenAsync(program.Terms(2), 2, CancellationToken.None);
        var first = await environment.ResetAsync(HashWorld.Spec(1), CancellationToken.None);
        await using var second = await environment.ResetAsync(HashWorld.Spec(2), CancellationToken.None);
        var third = environment.ResetAsync(HashWorld.Spec(3), CancellationToken.None).AsTask();
        using var impatience = new CancellationTokenSource();
        var fourth = environment.ResetAsync(HashWorld.Spec(4), impatience.Token).AsTask();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fourth);
        Assert.False(third.IsCompleted);
        await first.DisposeAsync();
        await using var begun = await third.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(HashWorld.Observe(3, []), begun.Start.Observation);
        Assert.Equal(2, program.Processes);
    }

    [Fact]
    public async Task After_a_crash_an_episode_goes_on_where_it_was()
    {
        var program = new FakeProgram((number, _, _) => number == 3 ? Misbehaviour.CrashBefore : null);
        await using var environment = await OpenAsync(program);
        Assert.Equal(HashWorld.Expected(6), await HashWorld.PlayAsync(environment, 6, CancellationToken.None));
        Assert.Equal(2, program.Processes);
        Assert.Contains(program.Notes, note => note.Contains("exited with code 7; it is started again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_world_that_goes_another_way_when_it_is_played_again_is_not_deterministic()
    {
        int crashes = 0;
        var program = new FakeProgram((_, process, message) =>
        {
            if (process == 2 && (string?)message["type"] == "reset") message["seed"] = 99UL;
            return (int?)message["step"] == 2 && crashes++ == 0 ? Misbehaviour.CrashBefore : null;
        });
        await using var environment = await OpenAsync(program);
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => HashWorld.PlayAsync(environment, 6, CancellationToken.None));
        Assert.Contains("is not deterministic: episode train 7 (seed 6)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restarts_have_an_end()
    {
        var program = new FakeProgram((_, _, message) => (string?)message["type"] == "step" ? Misbehaviour.CrashAfter : null);
        await using var environment = await OpenAsync(program);
        await using var episode = await environment.ResetAsync(HashWorld.Spec(7), CancellationToken.None);
        var error = await Assert.ThrowsAsync<EnvironmentException>(async () =>
        {
            for (int step = 1; step <= 9; step++) await episode.StepAsync("stay", CancellationToken.None);
        });
        Assert.Contains("exited with code 7, and had been started again 3 times without a finished episode", error.Message, StringComparison.Ordinal);
        Assert.Contains("stderr of process 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, program.Processes);
        await Assert.ThrowsAsync<EnvironmentException>(async () => await environment.ResetAsync(HashWorld.Spec(8), CancellationToken.None));
        Assert.Equal(4, program.Processes);
    }

    [Fact]
    public async Task A_program_that_comes_back_as_another_one_is_refused()
    {
        var program = new FakeProgram((number, _, _) => number == 2 ? Misbehaviour.CrashBefore : null)
        {
            Greeting = process => $$"""{"type":"hello","protocol":1,"name":"hash","version":"{{process}}"}""",
        };
        await using var environment = await OpenAsync(program);
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => HashWorld.PlayAsync(environment, 6, CancellationToken.None));
        Assert.Contains("version '2' instead of 'hash' version '1'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_the_wait_and_the_late_answer_is_dropped()
    {
        using var cancelled = new CancellationTokenSource();
        var program = new FakeProgram(Never) { Batch = 2 };
        await using var environment = await OpenAsync(program);
        await using var first = await environment.ResetAsync(HashWorld.Spec(1), CancellationToken.None);
        var waiting = environment.ResetAsync(HashWorld.Spec(2), cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting).WaitAsync(TimeSpan.FromSeconds(20));
        var result = await first.StepAsync("up", CancellationToken.None);
        Assert.Equal(HashWorld.Observe(1, ["up"]), result.Observation);
        Assert.Equal(1, program.Processes);
    }

    [Fact]
    public async Task Big_seeds_are_sent_as_what_a_double_can_hold()
    {
        ulong sent = 0;
        var program = new FakeProgram((_, _, message) =>
        {
            sent = (ulong)message["seed"]!;
            return null;
        });
        await using var environment = await OpenAsync(program);
        await using var episode = await environment.ResetAsync(HashWorld.Spec(ulong.MaxValue - 1), CancellationToken.None);
        Assert.Equal((1UL << 53) - 2, sent);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_reply_does_not_break_the_line()
    {
        await using var environment = await OpenAsync(new FakeProgram(Never));
        await using var episode = await environment.ResetAsync(HashWorld.Spec(9), CancellationToken.None);
        var result = await episode.StepAsync("\ud800 \n \u0000 \ufeff", CancellationToken.None);
        Assert.Equal(HashWorld.Observe(9, ["\ufffd \n \u0000 \ufeff"]), result.Observation);
    }

    [Fact]
    public async Task A_disposed_environment_answers_nothing()
    {
        var environment = await OpenAsync(new FakeProgram(Never));
        await environment.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await environment.ResetAsync(HashWorld.Spec(9), CancellationToken.None));
    }

    private static Misbehaviour? Never(int number, int process, JsonNode message) => null;

    private static Task<ExternalEnvironment> OpenAsync(FakeProgram program) => ExternalEnvironment.OpenAsync(program.Terms(), 2, CancellationToken.None);
}
