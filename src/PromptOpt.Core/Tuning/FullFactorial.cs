using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning;

/// <summary>Every combination of some values of each parameter; a parameter that does not count multiplies nothing. Constraints are not looked at.</summary>
internal static class FullFactorial
{
    /// <summary>All configurations of a space with at most so many; none where there are more, or where a parameter takes uncounted values.</summary>
    public static IReadOnlyList<Configuration> Of(SearchSpace space, int most) =>
        space.Parameters.All(p => p.Count is not null) ? Of(space, p => p.All, most) : [];

    /// <summary>All configurations of the values given for each parameter, or none where there are more than so many.</summary>
    public static IReadOnlyList<Configuration> Of(SearchSpace space, Func<Parameter, IEnumerable<ParameterValue>> values, int most)
    {
        List<Configuration> all = [.. Lazily(space, values).Take(most + 1)];
        return all.Count <= most ? all : [];
    }

    private static IEnumerable<Configuration> Lazily(SearchSpace space, Func<Parameter, IEnumerable<ParameterValue>> values) =>
        space.Parameters.Aggregate(
            Enumerable.Repeat(new Configuration([]), 1),
            (begun, p) => begun.SelectMany(c => SearchSpace.Counts(p, c) ? values(p).Select(value => c.With(p.Name, value)) : [c]));
}
