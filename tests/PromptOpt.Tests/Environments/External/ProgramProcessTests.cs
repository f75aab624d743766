using System.Diagnostics;
using PromptOpt.Environments;
using PromptOpt.Studies;

namespace PromptOpt.Tests.Environments.External;

/// <summary>Real processes. Node is required by the product's own tests.</summary>
public sealed class ProgramProcessTests : IDisposable
{
    private const string Start = """
        import { createInterface } from 'node:readline';
        import { spawn } from 'node:child_process';
        import { existsSync, writeFileSync } from 'node:fs';
        const say = message => process.stdout.write(JSON.stringify(message) + '\n');
        const first = name => { if (existsSync(name)) return false; writeFileSync(name, ''); return true; };
        const greet = () => say({ type: 'hello', protocol: 1, name: 'count' });
        const counts = new Map();
        const answer = m => {
          if (m.type === 'reset') { counts.set(m.episode, 0); say({ type: 'reset', episode: m.episode, observation: 'at 0', bound: 3 }); }
          if (m.type === 'step') {
            counts.set(m.episode, counts.get(m.episode) + 1);
            say({ type: 'step', episode: m.episode, observation: 'at ' + counts.get(m.episode) + ' after ' + m.reply, progress: counts.get(m.episode) });
          }
        };
        const listen = handle => createInterface({ input: process.stdin }).on('line', line => handle(JSON.parse(line)));

        """;

    private const string Usual = "listen(m => m.type === 'hello' ? greet() : m.type === 'shutdown' ? process.exit(0) : answer(m));\n";
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _notes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_that_crashes_is_started_again_and_the_episode_goes_on()
    {
        await using var environment = await OpenAsync("""
            listen(m => {
              if (m.type === 'hello') return greet();
              if (m.type === 'step' && m.reply === '2' && first('crashed')) { console.error('boom'); process.exit(3); }
              answer(m);
            });
            """);
        await PlayAsync(environment);
        Assert.Contains(_notes, note => note.Contains("says: boom", StringComparison.Ordinal));
        Assert.Contains(_notes, note => note.Contains("exited with code 3; it is started again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_and_the_episode_goes_on()
    {
        await using var environment = await OpenAsync("""
            listen(m => {
              if (m.type === 'hello') return greet();
              if (m.type === 'step' && m.reply === '2' && first('hung')) for (;;);
              answer(m);
            });
            """, seconds: 3);
        await PlayAsync(environment);
        Assert.Contains(_notes, note => note.Contains("did not answer within 3 s; it is started again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_prints_something_else_is_told_what()
    {
        await using var environment = await OpenAsync("""
            listen(m => {
              if (m.type === 'hello') return greet();
              if (m.type === 'step') console.log('debug: here');
              answer(m);
            });
            """);
        await using var episode = await environment.ResetAsync(new(Phase.Train, 0, 1), CancellationToken.None);
        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await episode.StepAsync("1", CancellationToken.None));
        Assert.Contains("wrote a line that is no message to stdout (debug: here)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Floods_of_stderr_block_nobody()
    {
        await using var environment = await OpenAsync("process.stderr.write('x'.repeat(100) + '\\n');\nfor (let i = 0; i < 20000; i++) console.error('noise '.repeat(10));\n" + Usual);
        await PlayAsync(environment);
        Assert.InRange(_notes.Count, 1, 5);
    }

    [Fact]
    public async Task A_program_that_closes_its_stdout_is_started_again()
    {
        await using var environment = await OpenAsync("""
            import { closeSync } from 'node:fs';
            listen(m => {
              if (m.type === 'hello') return greet();
              if (m.type === 'step' && m.reply === '2' && first('closed')) { closeSync(1); setInterval(() => {}, 1000); return; }
              answer(m);
            });
            """);
        await PlayAsync(environment);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended_with_all_that_it_started()
    {
        var environment = await OpenAsync("""
            const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
            writeFileSync('child', String(child.pid));
            process.on('SIGTERM', () => {});
            listen(m => m.type === 'hello' ? greet() : answer(m));
            setInterval(() => {}, 1000);
            """);
        await PlayAsync(environment);
        int child = int.Parse(await File.ReadAllTextAsync(_folder.File("child")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(IsRunning(child));
        await environment.DisposeAsync();
        for (int i = 0; i < 100 && IsRunning(child); i++) await Task.Delay(20);
        Assert.False(IsRunning(child));
    }

    [Fact]
    public async Task A_program_that_cannot_start_is_told_at_once_with_what_it_wrote()
    {
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => OpenAsync("throw new Error('no simulator here');"));
        Assert.Contains("exited with code 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("no simulator here", error.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_the_command_reach_the_program_as_they_are()
    {
        _folder.Write("world.mjs", Start + "console.error(JSON.stringify(process.argv.slice(2)));\n" + Usual);
        string[] words = ["a b", "$HOME", "; rm -rf /", "\"quoted\"", "*", "ü"];
        await using (await EnvironmentFactory.OpenAsync(
            new() { Program = new() { Command = ["node", "world.mjs", .. words], Folder = _folder.Path } }, Note, CancellationToken.None))
        {
        }

        Assert.Contains(_notes, note => note.EndsWith(System.Text.Json.JsonSerializer.Serialize(words, Relaxed), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_the_program()
    {
        await using var environment = await OpenAsync("listen(m => { if (m.type === 'hello') greet(); });");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await environment.ResetAsync(new(Phase.Train, 0, 1), soon.Token));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_bad_input()
    {
        foreach (string name in new[] { "no-such-program-here", "./no-such-program" })
        {
            var error = await Assert.ThrowsAsync<BadInputException>(() => EnvironmentFactory.OpenAsync(
                new() { Program = new() { Command = [name], Folder = _folder.Path } }, Note, CancellationToken.None));
            Assert.Contains("there is no program", error.Message, StringComparison.Ordinal);
        }
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !(File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task PlayAsync(IEnvironment environment)
    {
        await using var episode = await environment.ResetAsync(new(Phase.Train, 0, 1), CancellationToken.None);
        Assert.Equal(("at 0", 0.0, 3.0), (episode.Start.Observation, episode.Start.Progress, episode.Start.Bound.Progress));
        for (int step = 1; step <= 3; step++)
        {
            var result = await episode.StepAsync(FormattableString.Invariant($"{step}"), CancellationToken.None);
            Assert.Equal(FormattableString.Invariant($"at {step} after {step}"), result.Observation);
        }
    }

    private Task<IEnvironment> OpenAsync(string script, double seconds = 60)
    {
        _folder.Write("world.mjs", Start + script);
        return EnvironmentFactory.OpenAsync(
            new() { Program = new() { Command = ["node", "world.mjs"], Folder = _folder.Path, Timeout = TimeSpan.FromSeconds(seconds) } }, Note, CancellationToken.None);
    }

    private void Note(string text)
    {
        lock (_notes) _notes.Add(text);
    }
}
