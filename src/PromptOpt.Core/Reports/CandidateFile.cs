using System.Globalization;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Tasks;
using PromptOpt.Yaml;

namespace PromptOpt.Reports;

/// <summary>Reads a candidate back from <c>best.yaml</c>, or from a text file that is an instruction and nothing else.</summary>
public static class CandidateFile
{
    /// <summary>How a calibration that each trial chooses on its train rows is called.</summary>
    internal const string ChosenOnTrain = "chosen-on-train";

    /// <summary>
    /// Reads a file strictly: unknown keys and wrong values are errors, all told at once. Anything but <c>.yaml</c> and <c>.yml</c> is a plain
    /// text: the whole file, without line breaks and blanks at its end (as the task's own prompt files are read), is the instruction; everything else
    /// of the candidate is at its default and for the caller to set from the task.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">The task's labels, in whose order offsets are returned; empty for open answers.</param>
    /// <exception cref="BadInputException">The file is missing or wrong; the message has file:line:column.</exception>
    public static (Candidate Candidate, FittedCalibration Calibration) Load(string path, IReadOnlyList<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (IsText(path)) return (new Candidate { Instruction = Utf8Text.Read(path).ReplaceLineEndings("\n").TrimEnd() }, FittedCalibration.None);
        var file = YamlFile.Read(path);
        var root = file.Root;
        var format = root.RequiredText("format");
        if (format.Length > 0 && format != CandidateYaml.Format)
            root.Problem("format", $"must be {CandidateYaml.Format}, but is '{format}'; give a best.yaml written by this version of promptopt");
        var (setting, calibration) = ReadCalibration(root, labels);
        var candidate = ReadCandidate(root, labels) with { Calibration = setting };
        if (candidate.Mode == AnswerMode.Choice && labels.Count == 0) root.Problem("mode", "must be free, since the task has no labels to choose from");
        _ = root.Map("study"); // facts for people
        root.Done();
        file.ThrowIfAny();
        return (candidate, calibration);
    }

    /// <summary>Whether a file is read as an instruction and nothing else.</summary>
    public static bool IsText(string path) => Path.GetExtension(path).ToUpperInvariant() is not (".YAML" or ".YML");

    private static Candidate ReadCandidate(YamlMap root, IReadOnlyList<string> labels)
    {
        var defaults = new Candidate { Instruction = root.Text("instruction") ?? "" };
        if (!root.Has("instruction")) root.Problem("instruction", "is missing");
        var (decoding, seed) = root.Map("decoding") is { } map ? ReadDecoding(map) : (defaults.Decoding, null);
        return defaults with
        {
            User = root.Text("user") ?? defaults.User,
            AnswerPrefix = root.Text("answer_prefix") ?? "",
            AnswerMark = root.Text("answer_mark") is { Length: > 0 } mark ? mark : null,
            Mode = root.Choice<AnswerMode>("mode") ?? defaults.Mode,
            Layout = root.Choice<ExampleLayout>("layout") ?? defaults.Layout,
            Examples = [.. root.Maps("examples").Select(ReadExample)],
            NearestExamples = root.Map("nearest_examples") is { } nearest ? ReadNearest(nearest) : null,
            LabelWords = root.Map("label_words") is { } words ? ReadLabelWords(words, labels) : defaults.LabelWords,
            Decoding = decoding,
            AnswerSeed = seed,
            Samples = AnswerLoopYaml.Samples(root),
            Aggregation = AnswerLoopYaml.Aggregation(root),
            Reasoning = AnswerLoopYaml.Reasoning(root),
        };
    }

    private static Example ReadExample(YamlMap map)
    {
        foreach (var key in new[] { "id", "input", "target" })
        {
            if (!map.Has(key)) map.Problem(key, "is missing");
        }

        var example = new Example
        {
            Id = map.Text("id") ?? "",
            Input = map.Text("input") ?? "",
            Target = map.Text("target") ?? "",
            Fields = map.Map("fields") is { } fields ? ReadTexts(fields) : new Dictionary<string, string>(),
        };
        map.Done();
        return example;
    }

    private static NearestExamples? ReadNearest(YamlMap map)
    {
        foreach (var key in new[] { "count", "by" })
        {
            if (!map.Has(key)) map.Problem(key, "is missing");
        }

        var nearest = new NearestExamples((int)(map.Whole("count", 1, 1000) ?? 1), map.Choice<NearestBy>("by") ?? NearestBy.TfIdf);
        map.Done();
        return nearest;
    }

    private static Dictionary<string, string> ReadTexts(YamlMap map) => map.Keys.ToDictionary(k => k, k => map.Text(k) ?? "");

    private static Dictionary<string, string> ReadLabelWords(YamlMap map, IReadOnlyList<string> labels)
    {
        foreach (var label in map.Keys.Except(labels)) map.Problem(label, $"is no label of the task{Spelling.Hint(label, labels)}");
        return ReadTexts(map);
    }

    private static (CalibrationMethod? Setting, FittedCalibration Fitted) ReadCalibration(YamlMap root, IReadOnlyList<string> labels)
    {
        if (root.Map("calibration") is not { } map) return (null, FittedCalibration.None);
        var chosen = (map.Text("setting") ?? ChosenOnTrain) == ChosenOnTrain;
        var setting = chosen ? null : map.Choice<CalibrationMethod>("setting");
        var method = map.Choice<CalibrationMethod>("method") ?? CalibrationMethod.None;
        var rows = (int)(map.Whole("rows", 0, int.MaxValue) ?? 0);
        var offsets = map.Map("offsets") is { } inner ? ReadOffsets(inner, labels) : [];
        if (method != CalibrationMethod.None && offsets.Length == 0) map.Problem("offsets", "are missing; every label needs one");
        map.Done();
        return (setting, new FittedCalibration(method, offsets, rows));
    }

    private static double[] ReadOffsets(YamlMap map, IReadOnlyList<string> labels)
    {
        if (!map.Keys.Any()) return [];
        var offsets = labels.Select(label =>
        {
            if (!map.Has(label)) map.Problem(label, "is missing; every label of the task needs an offset");
            return ReadNumber(map, label) ?? 0;
        }).ToArray();
        map.Done();
        return offsets;
    }

    /// <summary>Also the numbers that are none, which YAML writes with a full stop.</summary>
    private static double? ReadNumber(YamlMap map, string key) => (map.IsScalar(key) ? map.Text(key) : null) switch
    {
        ".inf" => double.PositiveInfinity,
        "-.inf" => double.NegativeInfinity,
        ".nan" => double.NaN,
        _ => map.Number(key),
    };

    private static (DecodingParameters Decoding, int? Seed) ReadDecoding(YamlMap map)
    {
        var decoding = DecodingYaml.Read(map);
        int? seed = DecodingYaml.ReadSeed(map);
        if (map.Map("logit_bias") is { } bias) decoding = decoding with { LogitBias = ReadLogitBias(bias) };
        map.Done();
        DecodingYaml.Check(map, decoding);
        return (decoding, seed);
    }

    private static Dictionary<int, double> ReadLogitBias(YamlMap map)
    {
        var biases = new Dictionary<int, double>();
        foreach (var key in map.Keys)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var token)) map.Problem(key, "must be the number of a token");
            else biases[token] = ReadNumber(map, key) ?? 0;
        }

        return biases;
    }
}
