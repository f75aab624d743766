using System.Text.Encodings.Web;
using System.Text.Json;

namespace PromptOpt.LanguageModels;

/// <summary>Decoding parameters in a line for people.</summary>
public static class DecodingText
{
    private static readonly string[] AlwaysShown = ["temperature", "max_tokens"];
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Temperature, token limit and everything that differs from its default, such as <c>temperature 0.7, max_tokens 8, top_p 0.9</c>.</summary>
    /// <param name="decoding">The parameters.</param>
    /// <param name="seed">The seed that all answers are drawn with; null, the default, where each has one of its own. It is told where something is drawn.</param>
    public static string Describe(DecodingParameters decoding, int? seed = null)
    {
        var usual = new DecodingParameters();
        var shown = AlwaysShown.Select(DecodingField.Named)
            .Concat(DecodingField.All.Where(field => !AlwaysShown.Contains(field.Name) && field.Get(decoding) != field.Get(usual)))
            .Select(field => FormattableString.Invariant($"{field.Name} {field.Get(decoding)}"))
            .ToList();
        if (seed is { } fixedSeed && decoding.Temperature > 0) shown.Add(FormattableString.Invariant($"seed {fixedSeed}"));
        if (decoding.Stop.Count > 0) shown.Add($"stop {JsonSerializer.Serialize(decoding.Stop, Json)}");
        if (decoding.LogitBias.Count > 0) shown.Add($"logit_bias of {decoding.LogitBias.Count} tokens");
        return string.Join(", ", shown);
    }
}
