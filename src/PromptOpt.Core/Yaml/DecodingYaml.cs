using PromptOpt.Candidates;
using PromptOpt.LanguageModels;

namespace PromptOpt.Yaml;

/// <summary>Reads decoding parameters from a mapping of a file.</summary>
internal static class DecodingYaml
{
    /// <summary>Key of the seed policy.</summary>
    public const string SeedKey = "seed";

    /// <summary>Numbers and stop strings; what is not given has its default.</summary>
    public static DecodingParameters Read(YamlMap map)
    {
        var decoding = new DecodingParameters { Stop = map.Texts("stop") ?? [] };
        foreach (var field in DecodingField.All)
        {
            var given = field.IsWhole ? map.Whole(field.Name, int.MinValue, int.MaxValue) : map.Number(field.Name);
            if (given is { } value) decoding = field.Set(decoding, value);
        }

        return decoding;
    }

    /// <summary>The seed that all answers are drawn with; null for a fresh one each.</summary>
    public static int? ReadSeed(YamlMap map)
    {
        if (map.Text(SeedKey) is not { } text) return null;
        if (!SeedPolicy.TryRead(text, out int? seed)) map.Problem(SeedKey, $"must be {SeedPolicy.Allowed}, but is '{text}'");
        return seed;
    }

    /// <summary>Checks parameters against their ranges.</summary>
    public static void Check(YamlMap map, DecodingParameters decoding)
    {
        foreach (var problem in decoding.Problems())
        {
            var parts = problem.Split(": ", 2);
            map.Problem(parts[0], parts[1]);
        }
    }
}
