using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PromptOpt.Tasks;

namespace PromptOpt.Candidates;

/// <summary>A candidate as canonical JSON: for storage, and for telling whether two are the same.</summary>
public static class CandidateJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter() },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>SHA-256 of the canonical JSON, in lower-case hex. The aggregation of a single sample, and the seed and the filters of answers that are not drawn, are no part of it.</summary>
    public static string Identity(Candidate candidate)
    {
        var canonical = candidate with
        {
            LabelWords = new SortedDictionary<string, string>(candidate.LabelWords.ToDictionary(), StringComparer.Ordinal),
            Aggregation = candidate.Samples > 1 ? candidate.Aggregation : default,
            Decoding = candidate.Decoding.Effective,
            AnswerSeed = candidate is { Mode: AnswerMode.Free, Decoding.Temperature: > 0 } ? candidate.AnswerSeed : null,
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(canonical, Options))));
    }
}
