using PromptOpt.Tuning.Knobs;
using PromptOpt.Tuning.Llambo;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads <c>adviser</c> of the section <c>tune</c> of task.yaml: true, false, or a mapping.</summary>
internal static class AdviserYaml
{
    private const string Key = "adviser";
    private const double LeastTokenShare = 0.01;

    /// <summary>Reads it; null where there is none.</summary>
    public static AdviserSpec? Read(YamlMap tune)
    {
        if (tune.IsScalar(Key)) return ReadSwitch(tune);
        if (tune.Map(Key) is not { } map) return null;
        var spec = new AdviserSpec
        {
            Context = map.Choice<ContextLevel>("context"),
            Weight = map.Number("weight", 0, 0.5),
            TokenShare = map.Number("token_share", LeastTokenShare, 1),
            Timeout = ReadTime(map),
        };
        map.Done();
        return spec;
    }

    private static AdviserSpec? ReadSwitch(YamlMap tune)
    {
        switch (tune.Text(Key))
        {
            case "true": return new();
            case "false": return null;
            default: tune.Problem(Key, "must be true, false, or a mapping with context, weight, token_share or timeout"); return null;
        }
    }

    private static TimeSpan? ReadTime(YamlMap map)
    {
        if (map.Text("timeout") is not { } text) return null;
        if (Duration.TryParse(text, out var time)) return time;
        map.Problem("timeout", $"must be a length of time, such as 30s or 2m, but is '{text}'");
        return null;
    }
}
