using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Llambo.Proposals;

/// <summary>All configurations of a small space.</summary>
internal static class SpaceList
{
    /// <summary>The configurations that are allowed, in order; null where there would be more than the most, or a parameter is not counted.</summary>
    public static IReadOnlyList<Configuration>? All(SearchSpace space, int most)
    {
        var begun = new List<Configuration> { new([]) };
        foreach (var parameter in space.Parameters)
        {
            if (parameter.Count is not { } count || count > most) return null;
            var values = parameter.All.ToList();
            begun = [.. begun.SelectMany(start => SearchSpace.Counts(parameter, start) ? values.Select(value => start.With(parameter.Name, value)) : [start]).Take(most + 1)];
            if (begun.Count > most) return null;
        }

        return [.. begun.Where(space.Allows)];
    }
}
