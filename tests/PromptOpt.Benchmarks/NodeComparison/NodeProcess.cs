using System.Diagnostics;
using System.Text.Json;

namespace PromptOpt.Benchmarks;

/// <summary>A Node.js process that answers workloads with node-llama-cpp, one JSON object a line. It sleeps between them.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Process process;
    private readonly HashSet<int> ends;

    private NodeProcess(Process process, Greeting greeting)
    {
        this.process = process;
        ends = [.. greeting.Ends];
        Name = greeting.Name;
    }

    /// <summary>Versions and settings, as the process says itself.</summary>
    public string Name { get; }

    public static async Task<NodeProcess> StartAsync(NodeSettings settings)
    {
        var script = BenchmarkOptions.Below("tests", "PromptOpt.Benchmarks", "node", "serve.mjs");
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules", "node-llama-cpp")))
            throw new BadInputException($"node-llama-cpp is not installed; run {Path.Combine(Path.GetDirectoryName(script)!, "install.sh")}");
        var start = new ProcessStartInfo("node", [script, settings.ToJson()]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        try
        {
            return new NodeProcess(process, await ReadAsync<Greeting>(process));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Has a workload answered.</summary>
    /// <param name="work">Exactly these tokens.</param>
    /// <param name="mode">unshared or prefix.</param>
    /// <returns>Time as measured over there. An answer is cut at the first token that would have ended it.</returns>
    public async Task<Turn> AnswerAsync(Workload work, string mode)
    {
        var request = JsonSerializer.Serialize(new { Mode = mode, work.AnswerTokens, Prompts = work.Tokens }, Json);
        await process.StandardInput.WriteLineAsync(request);
        await process.StandardInput.FlushAsync();
        var reply = await ReadAsync<Reply>(process);
        if (reply.Answers.Any(answer => answer.Length != work.AnswerTokens))
            throw new InvalidOperationException($"node-llama-cpp did not write {work.AnswerTokens} tokens for every request.");
        return new Turn(reply.Seconds, work.TotalTokens, [.. reply.Answers.Select(answer => answer.TakeWhile(token => !ends.Contains(token)).ToArray())]);
    }

    public void Dispose()
    {
        process.StandardInput.Close(); // it ends with its input
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        process.Dispose();
    }

    private static async Task<T> ReadAsync<T>(Process process)
    {
        var line = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The Node.js process ended; what it said is above.");
        return JsonSerializer.Deserialize<T>(line, Json)!;
    }

    private sealed record Greeting(string Name, int[] Ends);

    private sealed record Reply(double Seconds, int[][] Answers);
}
