using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.Tasks;

/// <summary>The files of a new task folder.</summary>
internal sealed class ScaffoldContent
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string name;
    private readonly string input;
    private readonly string target;
    private readonly TargetKind kind;
    private readonly IReadOnlyList<string> labels;
    private readonly string dataName;
    private readonly string? testName;
    private readonly Dictionary<string, string> sources = [];

    /// <summary>Looks at the data.</summary>
    public ScaffoldContent(string folder, DataTable table, ScaffoldOptions options)
    {
        var data = table with { Rows = [.. table.Rows.Take(options.MaxRows ?? int.MaxValue)] };
        var test = options.TestFile is null ? null : DataTable.Read(options.TestFile);
        name = NameOf(folder);
        (input, target) = (data.InputColumn(options.InputField), data.TargetColumn(options.TargetField));
        var targets = Targets(data).Concat(test is null ? [] : Targets(test)).ToList();
        kind = TargetKinds.Of(targets);
        labels = [.. targets.Distinct().Order(StringComparer.Ordinal)];
        dataName = "data" + Path.GetExtension(table.Path).ToLowerInvariant();
        testName = test is null ? null : "test" + Path.GetExtension(test.Path).ToLowerInvariant();
        var files = new Dictionary<string, string> { [dataName] = options.MaxRows is null ? Utf8Text.Read(table.Path) : TextOf(data) };
        if (test is not null) files[testName!] = Utf8Text.Read(test.Path);
        DataFiles = files;
        sources[Path.GetFullPath(Path.Combine(folder, dataName))] = table.Path;
        if (test is not null) sources[Path.GetFullPath(Path.Combine(folder, testName!))] = test.Path;
    }

    /// <summary>Copies of the data by file name.</summary>
    public IReadOnlyDictionary<string, string> DataFiles { get; }

    /// <summary>Puts the files that were copied in place of the copies.</summary>
    public string InTermsOfSources(string message)
    {
        foreach (var (copy, source) in sources) message = message.Replace(copy, source, StringComparison.Ordinal);
        return message;
    }

    /// <summary>The text of task.yaml.</summary>
    public string TaskYaml() => Resource("task.yaml")
        .Replace("@NAME@", name, StringComparison.Ordinal)
        .Replace("@ANSWER@", Resource($"answer-{Kind()}.yaml").TrimEnd(), StringComparison.Ordinal)
        .Replace("@TEST@", testName is null ? "" : $"  test: {Quote(testName)}\n", StringComparison.Ordinal)
        .Replace("@DESCRIPTION@", Quote($"Give the {target} for the {input}."), StringComparison.Ordinal)
        .Replace("@FILE@", Quote(dataName), StringComparison.Ordinal)
        .Replace("@INPUT@", Quote(input), StringComparison.Ordinal)
        .Replace("@TARGET@", Quote(target), StringComparison.Ordinal)
        .Replace("@LABELS@", $"[{string.Join(", ", labels.Select(Quote))}]", StringComparison.Ordinal);

    /// <summary>The text of the seed prompt; for label tasks it names all labels.</summary>
    public string SeedPrompt() => Resource($"seed-{Kind()}.txt")
        .Replace("@INPUT@", Words(input), StringComparison.Ordinal)
        .Replace("@TARGET@", Words(target), StringComparison.Ordinal)
        .Replace("@LABELS@", string.Join(", ", labels), StringComparison.Ordinal);

    private IEnumerable<string> Targets(DataTable table) =>
        table.Rows.Select(row => row.Fields.GetValueOrDefault(target)?.Trim() ?? "").Where(text => text.Length > 0);

    private string Kind() => kind.ToString().ToLowerInvariant();

    private static string Resource(string name) => EmbeddedText.Read($"PromptOpt.Tasks.Scaffold.{name}");

    // A JSON string is a double-quoted YAML string.
    private static string Quote(string text) => JsonSerializer.Serialize(text, Readable);

    private static string Words(string column) => column.Replace('_', ' ').Replace("{{", "", StringComparison.Ordinal);

    private static string NameOf(string folder)
    {
        var last = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).ToLowerInvariant();
        var clean = string.Concat(last.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return clean.Length > 0 ? clean : "task";
    }

    private static string TextOf(DataTable table)
    {
        var rows = table.Rows.Select(row => row.Raw);
        return Path.GetExtension(table.Path).ToLowerInvariant() switch
        {
            ".json" => $"[\n{string.Join(",\n", rows)}\n]\n",
            ".csv" or ".tsv" => string.Join('\n', rows.Prepend(table.Header)) + "\n",
            _ => string.Join('\n', rows) + "\n",
        };
    }
}
