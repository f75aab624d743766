using System.Diagnostics;
using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.Evaluation;
using PromptOpt.LlamaCpp;
using PromptOpt.Search;
using PromptOpt.Search.Operators;
using PromptOpt.Statistics;
using PromptOpt.Tasks;
using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Benchmarks.Decodings;

/// <summary>Runs every configuration on every example once, a configuration at a time, and leaves out what is recorded already.</summary>
internal sealed class DecodingRecorder(DecodingTableOptions options)
{
    private const ulong ExamplesKey = 0xE8A;

    /// <summary>Records until the table is whole.</summary>
    public async Task RunAsync()
    {
        var task = TaskFile.Load(options.TaskFolder);
        var data = TaskDataReader.Read(task);
        await using var model = await LlamaLanguageModel.OpenAsync(new() { ModelPath = options.ModelPath, Threads = options.Threads }, null, CancellationToken.None);
        var seed = SeedCandidates.From(task, data, model);
        var prompts = Prompts(seed with { Decoding = seed.Decoding with { MaxTokens = options.MaxTokens } }, data);
        var rows = data.Validation.Take(options.Examples).ToArray();
        var known = DecodingTable.Read(options.TablePath).Select(row => (DecodingGrid.CellOf(row), row.Example)).ToHashSet();
        Directory.CreateDirectory(options.Folder);
        var cells = DecodingGrid.Cells(DecodingGrid.Of([.. prompts.Keys])).Where(cell => rows.Any(row => !known.Contains((cell, row.Id)))).ToArray();
        for (int i = 0; i < cells.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            var missing = rows.Where(row => !known.Contains((cells[i], row.Id))).ToArray();
            var recorded = await RecordAsync(new(task, data, model, Decoded(prompts[cells[i]["prompt"].ToString()], cells[i])), cells[i], missing);
            DecodingTable.Append(options.TablePath, recorded);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{i + 1} of {cells.Length}: {cells[i]}: {recorded.Average(row => row.Score):F3} on {recorded.Length} rows, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
        }
    }

    // The prompt as the task has it, one with two worked rows, and one with four.
    private static Dictionary<string, Candidate> Prompts(Candidate seed, TaskData data) => new()
    {
        ["plain"] = seed,
        ["two-examples"] = seed with { Examples = ExampleDraw.OfSize(data.Train, [], 2, new SeededRandom(1).Fork(ExamplesKey)) },
        ["four-examples"] = seed with { Examples = ExampleDraw.OfSize(data.Train, [], 4, new SeededRandom(1).Fork(ExamplesKey)) },
    };

    private static Candidate Decoded(Candidate prompt, Configuration cell) => prompt with
    {
        Decoding = prompt.Decoding with { Temperature = cell["temperature"].Number, TopP = cell.Find("top_p")?.Number ?? 1, MinP = cell.Find("min_p")?.Number ?? 0 },
    };

    private static async Task<DecodingRow[]> RecordAsync(CandidateEvaluation evaluation, Configuration cell, Example[] rows)
    {
        var rollouts = await Task.WhenAll(rows.Select((row, i) => evaluation.Plan(row, new SeededRandom(1).Fork((ulong)i).NextBits()).Run(CancellationToken.None)));
        return [.. rollouts.Select(rollout => new DecodingRow
        {
            Prompt = cell["prompt"].ToString(),
            Temperature = cell["temperature"].Number,
            TopP = cell.Find("top_p")?.Number,
            MinP = cell.Find("min_p")?.Number,
            Example = rollout.ExampleId,
            Score = evaluation.Judge(rollout, FittedCalibration.None).Score!.Value,
            Tokens = rollout.PromptTokens + rollout.OutputTokens,
            Seconds = rollout.Seconds,
        })];
    }
}
