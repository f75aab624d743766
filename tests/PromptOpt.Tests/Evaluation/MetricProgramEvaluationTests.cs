using PromptOpt.Candidates;
using PromptOpt.Environments;
using PromptOpt.Environments.External;
using PromptOpt.Evaluation;
using PromptOpt.Studies;
using PromptOpt.Tasks;
using PromptOpt.Tests.Support;

namespace PromptOpt.Tests.Evaluation;

public sealed class MetricProgramEvaluationTests : IDisposable
{
    private const string Script = """
        import { createInterface } from 'node:readline';
        createInterface({ input: process.stdin }).on('line', line => {
          const m = JSON.parse(line);
          if (m.type === 'hello') console.log(JSON.stringify({ type: 'hello', protocol: 1, name: 'half', version: 1 }));
          if (m.type === 'score') console.log(JSON.stringify({ type: 'score', id: m.id, score: m.fields.input === m.input && m.output.endsWith(m.target) ? 0.5 : 0.25 }));
          if (m.type === 'shutdown') process.exit(0);
        });
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rows_get_the_score_of_the_users_program()
    {
        _folder.Write("half.mjs", Script);
        var program = new ProgramSpec { Command = ["node", "half.mjs"], Folder = _folder.Path };
        var data = ToyTask.Data(validation: 10);
        var task = ToyTask.Spec(_folder.Path) with { Metric = new() { Program = program } };
        await using var metric = await MetricProgram.OpenAsync(program, _ => { }, CancellationToken.None);
        int asked = 0;
        var model = new ScriptedLanguageModel { Write = request => Interlocked.Increment(ref asked) % 2 == 0 ? "it is " + TargetOf(data, request.Prompt.Messages[^1].Text) : "no idea" };
        var rollouts = await SplitEvaluation.RunAsync(
            new(task, data, model, metric: metric), data, new() { Instruction = "Say it." }, FittedCalibration.None, Phase.Validation, 1, null, CancellationToken.None);
        Assert.Equal(10, rollouts.Count);
        Assert.All(rollouts, r => Assert.Equal(r.Output.EndsWith(r.Target, StringComparison.Ordinal) ? 0.5 : 0.25, r.Score));
        Assert.Equal(2, rollouts.Select(r => r.Score).Distinct().Count());
    }

    private static string TargetOf(TaskData data, string input) => data.Validation.Single(row => row.Input == input).Target;
}
