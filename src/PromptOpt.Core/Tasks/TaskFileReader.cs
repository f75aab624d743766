using System.Text.RegularExpressions;
using PromptOpt.Grammars;
using PromptOpt.LanguageModels;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>The sections of task.yaml, one method each. Problems are collected in the file; what is returned then is a placeholder.</summary>
internal sealed partial class TaskFileReader(YamlFile file, string folder)
{
    private const double DefaultMinEffect = 0.02;

    /// <summary>Reads everything.</summary>
    public TaskSpec Read()
    {
        var root = file.Root;
        var environment = EnvironmentYaml.Read(root, folder);
        var answer = ReadAnswer(root);
        var task = new TaskSpec
        {
            Name = ReadName(root),
            Description = root.Text("description")?.Trim() ?? "",
            Folder = folder,
            Data = environment is null ? ReadData(root) : new() { File = "" },
            Environment = environment,
            Answer = answer,
            Metric = ReadMetric(root) with { Schema = SchemaOf(answer) },
            Seed = ReadSeed(root, environment is null ? "{{input}}" : "{{observation}}"),
            Splits = ReadSplits(root),
            Budget = ReadBudget(root),
            Search = SearchYaml.Read(root),
            Tuning = TuneYaml.Read(root),
            Objective = ObjectiveYaml.Read(root),
            MinEffect = root.Number("min_effect", 0, 1) ?? DefaultMinEffect,
        };
        root.Done();
        TaskFileChecks.Run(root, task);
        return task;
    }

    private static string ReadName(YamlMap root)
    {
        var name = root.RequiredText("name");
        if (name.Length > 0 && !NamePattern().IsMatch(name))
            root.Problem("name", $"must be small letters, digits and hyphens, but is '{name}'");
        return name;
    }

    private DataSpec ReadData(YamlMap root)
    {
        if (root.Map("data") is not { } map)
        {
            if (!root.Has("data")) root.Problem("data", "is missing; write at least 'file: data.jsonl' below it");
            return new DataSpec { File = "" };
        }
        if (!map.Has("file")) map.Problem("file", "is missing; name a .jsonl, .json, .csv or .tsv file");
        var data = new DataSpec { File = PathYaml.File(map, "file", folder) ?? "", TestFile = PathYaml.File(map, "test", folder), Input = map.Text("input"), Target = map.Text("target") };
        map.Done();
        return data;
    }

    private AnswerSpec ReadAnswer(YamlMap root)
    {
        if (root.Map("answer") is not { } map) return new AnswerSpec();
        var answer = new AnswerSpec
        {
            Mode = map.Choice<AnswerMode>("mode") ?? AnswerMode.Free,
            Labels = map.Texts("labels"),
            Extract = map.Choice<ExtractionKind>("extract"),
            Pattern = map.Text("pattern"),
            Constraint = AnswerConstraintYaml.Read(map, key => PathYaml.File(map, key, folder)),
        };
        map.Done();
        TaskFileChecks.Run(map, answer);
        return answer;
    }

    private static JsonSchema? SchemaOf(AnswerSpec answer) =>
        answer.Constraint is { Kind: AnswerConstraintKind.JsonSchema } constraint ? JsonSchema.Parse(constraint.Text, "schema") : null;

    private MetricSpec ReadMetric(YamlMap root)
    {
        if (root.IsScalar("metric")) return new MetricSpec { Kind = root.Choice<MetricKind>("metric") ?? MetricKind.ExactMatch };
        if (root.Map("metric") is not { } map) return new MetricSpec();
        var defaults = new MetricSpec();
        var metric = new MetricSpec
        {
            Kind = map.Choice<MetricKind>("kind") ?? defaults.Kind,
            Pattern = map.Text("pattern"),
            Tolerance = map.Number("tolerance", 0) ?? defaults.Tolerance,
            Program = ProgramYaml.Read(map, folder),
        };
        map.Done();
        TaskFileChecks.Run(map, metric);
        return metric;
    }

    private SeedPromptSpec ReadSeed(YamlMap root, string defaultUser)
    {
        if (root.Map("seed") is not { } map)
        {
            if (!root.Has("seed")) root.Problem("seed", "is missing; write 'prompt: prompts/seed.txt' (a file) or 'instruction: ...' below it");
            return new SeedPromptSpec { Instruction = "" };
        }
        var (instruction, source) = ReadInstruction(map);
        var (decoding, maxTokens, answerSeed) = ReadDecoding(map);
        var seed = new SeedPromptSpec
        {
            Instruction = instruction,
            Source = source,
            User = map.Text("user") ?? defaultUser,
            AnswerPrefix = map.Text("answer_prefix") ?? "",
            Decoding = decoding,
            MaxTokens = maxTokens,
            AnswerSeed = answerSeed,
            Samples = AnswerLoopYaml.Samples(map),
            Aggregation = AnswerLoopYaml.Aggregation(map),
            Reasoning = AnswerLoopYaml.Reasoning(map),
        };
        map.Done();
        return seed;
    }

    private (string Instruction, string Source) ReadInstruction(YamlMap map)
    {
        var (path, inline) = (PathYaml.File(map, "prompt", folder), map.Text("instruction"));
        if (path is not null && inline is not null) map.Problem("instruction", "give either 'prompt' (a file) or 'instruction' (the text), not both");
        if (path is null && inline is null) map.Problem("prompt", "is missing; name a text file, or write the text as 'instruction'");
        if (inline is not null) return (inline.TrimEnd(), $"{file.Path} ({map.NameOf("instruction")})");
        return path is null || !File.Exists(path) ? ("", "") : (Utf8Text.Read(path).ReplaceLineEndings("\n").TrimEnd(), path);
    }

    private static (DecodingParameters Decoding, int? MaxTokens, int? AnswerSeed) ReadDecoding(YamlMap seed)
    {
        if (seed.Map("decoding") is not { } map) return (new(), null, null);
        var decoding = DecodingYaml.Read(map);
        int? maxTokens = map.Has("max_tokens") ? decoding.MaxTokens : null;
        int? answerSeed = DecodingYaml.ReadSeed(map);
        map.Done();
        DecodingYaml.Check(map, decoding);
        return (decoding, maxTokens, answerSeed);
    }

    private static SplitSpec ReadSplits(YamlMap root)
    {
        if (root.Map("splits") is not { } map) return new SplitSpec();
        var defaults = new SplitSpec();
        var splits = new SplitSpec
        {
            Train = map.Number("train") ?? defaults.Train,
            Validation = map.Number("validation") ?? defaults.Validation,
            Test = map.Number("test") ?? defaults.Test,
        };
        map.Done();
        TaskFileChecks.Run(map, splits);
        return splits;
    }

    private static BudgetSpec ReadBudget(YamlMap root)
    {
        if (root.Map("budget") is not { } map) return new BudgetSpec();
        var time = TimeSpan.Zero;
        if (map.Text("time") is { } text && !Duration.TryParse(text, out time))
            map.Problem("time", $"must be a length of time such as 150s, 4m or 1h, but is '{text}'");
        var budget = new BudgetSpec
        {
            Trials = (int?)map.Whole("trials", 1, int.MaxValue),
            Calls = map.Whole("calls", 1),
            Tokens = map.Whole("tokens", 1),
            Time = time > TimeSpan.Zero ? time : null,
        };
        map.Done();
        return budget;
    }

    [GeneratedRegex("^[a-z0-9-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
