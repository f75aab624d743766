using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptOpt.Candidates;
using PromptOpt.LanguageModels;
using PromptOpt.Yaml;

namespace PromptOpt.Tuning.Importance;

/// <summary>All parts of a candidate. What has no meaning apart, such as examples and where they stand, is one part.</summary>
internal static class CandidateParts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The parts, in the order in which tables show them.</summary>
    public static IReadOnlyList<CandidatePart> All { get; } =
    [
        new("instruction", c => c.Instruction, (c, from) => c with { Instruction = from.Instruction }),
        new("user", c => c.User, (c, from) => c with { User = from.User }),
        new("answer_prefix", c => c.AnswerPrefix, (c, from) => c with { AnswerPrefix = from.AnswerPrefix }),
        new("answer_mark", c => c.AnswerMark ?? "", (c, from) => c with { AnswerMark = from.AnswerMark }),
        new("examples", Examples, (c, from) => c with { Examples = from.Examples, NearestExamples = from.NearestExamples, Layout = from.Layout }),
        new("answer_mode", c => KebabCase.Of(c.Mode), (c, from) => c with { Mode = from.Mode }),
        new("label_words", c => JsonSerializer.Serialize(c.LabelWords.OrderBy(word => word.Key, StringComparer.Ordinal), Json), (c, from) => c with { LabelWords = from.LabelWords }),
        new("calibration", c => c.Calibration is { } method ? KebabCase.Of(method) : "chosen-on-train", (c, from) => c with { Calibration = from.Calibration }),
        .. DecodingField.All.Select(OfDecoding),
        new("seed", c => SeedPolicy.Of(c.AnswerSeed), (c, from) => c with { AnswerSeed = from.AnswerSeed }),
        new("stop", c => JsonSerializer.Serialize(c.Decoding.Stop, Json), (c, from) => c with { Decoding = c.Decoding with { Stop = from.Decoding.Stop } }),
        new("logit_bias", LogitBias, (c, from) => c with { Decoding = c.Decoding with { LogitBias = from.Decoding.LogitBias } }),
        new("samples", Samples, (c, from) => c with { Samples = from.Samples, Aggregation = from.Aggregation }),
        new("reasoning", Reasoning, (c, from) => c with { Reasoning = from.Reasoning }),
    ];

    private static CandidatePart OfDecoding(DecodingField field) => new(
        field.Name,
        c => field.Get(c.Decoding).ToString("R", CultureInfo.InvariantCulture),
        (c, from) => c with { Decoding = field.Set(c.Decoding, field.Get(from.Decoding)) });

    private static string Examples(Candidate candidate)
    {
        var parts = new List<string>();
        if (candidate.Examples.Count > 0) parts.Add($"{candidate.Examples.Count} as {KebabCase.Of(candidate.Layout)}: {string.Join(' ', candidate.Examples.Select(example => example.Id))}");
        if (candidate.NearestExamples is { } nearest) parts.Add($"{nearest.Count} of each row's own by {KebabCase.Of(nearest.By)}, as {KebabCase.Of(candidate.Layout)}");
        return parts.Count == 0 ? "none" : string.Join("; ", parts);
    }

    private static string Samples(Candidate candidate) => candidate.Samples == 1 ? "1" : $"{candidate.Samples}, {KebabCase.Of(candidate.Aggregation)}";

    private static string Reasoning(Candidate candidate) =>
        candidate.Reasoning is { } loop ? FormattableString.Invariant($"{loop.Steps} steps, planning period {loop.PlanningPeriod}") : "none";

    private static string LogitBias(Candidate candidate) =>
        string.Join(' ', candidate.Decoding.LogitBias.OrderBy(bias => bias.Key).Select(bias => FormattableString.Invariant($"{bias.Key}:{bias.Value:R}")));
}
