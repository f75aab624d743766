using PromptOpt.Environments;
using PromptOpt.Environments.External;

namespace PromptOpt.Tests.Environments.External;

public sealed class MetricProgramTests : IDisposable
{
    private const string Script = """
        import { createInterface } from 'node:readline';
        import { existsSync, writeFileSync } from 'node:fs';
        createInterface({ input: process.stdin }).on('line', line => {
          const m = JSON.parse(line);
          if (m.type === 'hello') console.log(JSON.stringify({ type: 'hello', protocol: 1, name: m.kind + ' ' + m.options.unit, version: 3 }));
          if (m.type === 'shutdown') process.exit(0);
          if (m.type !== 'score') return;
          if (m.output === 'crash' && !existsSync('crashed')) { writeFileSync('crashed', ''); process.exit(9); }
          if (m.output === 'fail') return console.log(JSON.stringify({ type: 'error', id: m.id, message: 'no judge' }));
          const score = m.output === 'much' ? 1.5 : m.answer === null ? 0 : m.target.length / (m.target.length + Math.abs(m.target.length - m.answer.length)) * Number(m.fields.weight);
          setTimeout(() => console.log(JSON.stringify({ type: 'score', id: m.id, score })), m.output.length % 3);
        });
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_judges_many_rollouts_at_once()
    {
        await using var metric = await OpenAsync();
        Assert.Equal("metric cm 3", metric.Identity);
        var scores = await Task.WhenAll(Enumerable.Range(1, 40).Select(length => metric.ScoreAsync(Question("word", new('x', length)), CancellationToken.None)));
        Assert.Equal(Enumerable.Range(1, 40).Select(length => 4.0 / (4 + Math.Abs(4 - length)) * 0.5), scores);
        Assert.Equal(0, await metric.ScoreAsync(Question("word", "nothing") with { Answer = null }, CancellationToken.None));
    }

    [Fact]
    public async Task A_question_is_asked_again_after_a_crash()
    {
        await using var metric = await OpenAsync();
        Assert.Equal(4.0 / 5 * 0.5, await metric.ScoreAsync(Question("word", "crash"), CancellationToken.None));
    }

    [Theory]
    [InlineData("much", "'score' must be from 0 to 1, but is 1.5")]
    [InlineData("fail", "no judge")]
    public async Task What_is_no_score_is_told(string output, string message)
    {
        await using var metric = await OpenAsync();
        var error = await Assert.ThrowsAsync<EnvironmentException>(() => metric.ScoreAsync(Question("word", output), CancellationToken.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("the metric program 'node metric.mjs'", error.Message, StringComparison.Ordinal);
        Assert.Equal(0.5, await metric.ScoreAsync(Question("word", "four"), CancellationToken.None));
    }

    private static MetricQuestion Question(string target, string output) => new()
    {
        Input = "in",
        Target = target,
        Output = output,
        Answer = output,
        Fields = new Dictionary<string, string> { ["weight"] = "0.5" },
    };

    private Task<MetricProgram> OpenAsync()
    {
        _folder.Write("metric.mjs", Script);
        var spec = new ProgramSpec { Command = ["node", "metric.mjs"], Folder = _folder.Path, Options = new Dictionary<string, string> { ["unit"] = "cm" } };
        return MetricProgram.OpenAsync(spec, _ => { }, CancellationToken.None);
    }
}
