using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>A Python process that evaluates one configuration after the other, and looks up what it or another process has evaluated before.</summary>
internal sealed class BayesmarkObjective : ITuningObjective, IDisposable
{
    private readonly Process process;

    /// <summary>Starts the process.</summary>
    /// <param name="python">The interpreter, which must have scikit-learn.</param>
    /// <param name="memo">Folder of scores; null for none.</param>
    /// <exception cref="BadInputException">There is no such interpreter.</exception>
    public BayesmarkObjective(string python, string? memo)
    {
        string script = BenchmarkOptions.Below("tests", "PromptOpt.Benchmarks", "bayesmark", "evaluator.py");
        string[] arguments = memo is null ? [script, "serve"] : [script, "serve", memo];
        try
        {
            process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        }
        catch (Win32Exception error)
        {
            throw new BadInputException($"--python: '{python}' does not start ({error.Message})", error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The process ended, or did not take the configuration.</exception>
    public async Task<TuningScore> EvaluateAsync(BayesmarkTask task, Configuration configuration)
    {
        string? line;
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { task = task.Name, config = BayesmarkTask.Numbers(configuration) }));
            await process.StandardInput.FlushAsync();
            line = await process.StandardOutput.ReadLineAsync();
        }
        catch (IOException)
        {
            line = null;
        }

        if (line is null) throw new BadInputException("the evaluator ended; what it said is above. It needs a Python with scikit-learn: give one with --python.");
        var reply = JsonSerializer.Deserialize<Reply>(line, JsonSerializerOptions.Web)!;
        return reply.Error is null ? new(reply.Score, reply.Generalization, reply.Failed) : throw new BadInputException($"the evaluator did not take {configuration} of {task.Name}: {reply.Error}");
    }

    public void Dispose()
    {
        process.StandardInput.Close(); // it ends with its input
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        process.Dispose();
    }

    private sealed record Reply(double? Score, double? Generalization, string? Failed, string? Error);
}
