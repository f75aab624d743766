using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PromptOpt.Benchmarks.Tuning;

/// <summary>Finished runs on disk: OUT/METHOD/TASK-SEED.jsonl, a row an evaluation. A file is written whole or not at all.</summary>
internal static class RunFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Where a run goes.</summary>
    public static string PathOf(string folder, string method, string task, int seed) =>
        Path.Combine(folder, method, string.Create(CultureInfo.InvariantCulture, $"{task}-{seed}.jsonl"));

    /// <summary>Writes a run.</summary>
    public static void Write(string folder, IReadOnlyList<TuningRow> rows)
    {
        string path = PathOf(folder, rows[0].Method, rows[0].Task, rows[0].Seed);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string unfinished = $"{path}.{Environment.ProcessId}";
        File.WriteAllLines(unfinished, rows.Select(row => JsonSerializer.Serialize(row, Json)));
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>All runs of a folder.</summary>
    /// <exception cref="BadInputException">The folder is missing, or a line is no row.</exception>
    public static IEnumerable<IReadOnlyList<TuningRow>> ReadAll(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)
        : throw new BadInputException($"{folder}: there is no such folder; run the benchmark 'tuning' first.");

    private static IReadOnlyList<TuningRow> Read(string path) => [.. File.ReadLines(path).Select((line, index) =>
    {
        try
        {
            return JsonSerializer.Deserialize<TuningRow>(line, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException error)
        {
            throw new BadInputException($"{path}:{index + 1}: not a row of a run ({error.Message}); delete the file and run the benchmark again.", error);
        }
    })];
}
