using PromptOpt.Search.Objectives;
using PromptOpt.Yaml;

namespace PromptOpt.Tasks;

/// <summary>Reads the section <c>objective</c> of task.yaml.</summary>
internal static class ObjectiveYaml
{
    /// <summary>Reads it; quality alone if it is absent.</summary>
    public static Objective Read(YamlMap root)
    {
        if (root.Map("objective") is not { } map) return Objective.Quality;
        var objective = new Objective
        {
            Then = map.Choice<CostMeasure>("then"),
            Within = map.Number("within", 0, 99) / 100,
            Limits = map.Map("limits") is { } limits ? ReadLimits(limits) : [],
            Pareto = ReadFlag(map, "pareto"),
        };
        map.Done();
        if (objective is { Within: not null, Cost: null }) map.Problem("within", "says how much quality may be given up for a lower cost; add 'then: tokens-per-correct' or another measure, or remove it");
        return objective;
    }

    private static CostLimit[] ReadLimits(YamlMap map)
    {
        var limits = new List<CostLimit>();
        foreach (var measure in Enum.GetValues<CostMeasure>())
        {
            string key = KebabCase.Of(measure);
            if (map.Number(key) is not { } most) continue;
            if (most <= 0) map.Problem(key, FormattableString.Invariant($"must be above 0, but is {most}"));
            limits.Add(new(measure, most));
        }

        map.Done();
        return [.. limits];
    }

    private static bool ReadFlag(YamlMap map, string key)
    {
        if (map.Text(key) is not { } text) return false;
        if (text is not ("true" or "false")) map.Problem(key, $"must be true or false, but is '{text}'");
        return text == "true";
    }
}
