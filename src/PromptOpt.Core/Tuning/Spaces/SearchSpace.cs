using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Spaces;

/// <summary>
/// What is tuned. Samplers see it as a unit cube, one coordinate a parameter; parameters that do not count keep their default's coordinate, so that a distance
/// between two points means something.
/// </summary>
public sealed class SearchSpace
{
    private const int MostRejections = 10_000;

    /// <summary>Takes the parameters, each behind those that its condition names, and the constraints.</summary>
    /// <exception cref="ArgumentException">Something is wrong with them; the message lists everything.</exception>
    public SearchSpace(IReadOnlyList<Parameter> parameters, IReadOnlyList<SpaceConstraint>? constraints = null)
    {
        Parameters = parameters;
        Constraints = constraints ?? [];
        var problems = Problems().ToList();
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(parameters));
        Default = Configure(parameter => parameter.Default);
        if (Broken(Default) is { } broken) throw new ArgumentException($"the default does not satisfy '{broken.Says}'", nameof(constraints));
    }

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What a configuration must satisfy besides.</summary>
    public IReadOnlyList<SpaceConstraint> Constraints { get; }

    /// <summary>Coordinates of a point, one a parameter.</summary>
    public int Dimensions => Parameters.Count;

    /// <summary>Every parameter at its default.</summary>
    public Configuration Default { get; }

    /// <summary>The default with some values changed, and with the defaults of what counts because of that.</summary>
    /// <param name="wanted">Values by parameter; those of parameters that there are not, or that do not count, are left out.</param>
    internal Configuration DefaultWith(IReadOnlyDictionary<string, ParameterValue> wanted) =>
        Configure(parameter => wanted.TryGetValue(parameter.Name, out var value) ? value : parameter.Default);

    /// <summary>The configuration at a point of the unit cube. It may break a constraint: ask <see cref="Allows"/>.</summary>
    /// <param name="point">One coordinate a parameter; each is clamped into 0 to 1.</param>
    public Configuration At(IReadOnlyList<double> point)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Count, Dimensions);
        int i = 0;
        return Configure(parameter => parameter.FromUnit(point[i++]));
    }

    /// <summary>The point of a configuration. A parameter that does not count lies where its default does.</summary>
    /// <exception cref="ArgumentException">A value is none of its parameter's, or a parameter that counts has none.</exception>
    public double[] PointOf(Configuration configuration) =>
        [.. Parameters.Select(p => p.ToUnit(configuration.Find(p.Name) ?? (Counts(p, configuration) ? throw new ArgumentException($"{p.Name} is missing", nameof(configuration)) : p.Default)))];

    /// <summary>Whether a parameter counts in a configuration.</summary>
    public static bool Counts(Parameter parameter, Configuration configuration) =>
        parameter.Condition is not { } condition || (configuration.Find(condition.Parent) is { } value && condition.Values.Contains(value));

    /// <summary>Whether a configuration has a value of its own for exactly the parameters that count, and breaks no constraint.</summary>
    public bool Allows(Configuration configuration) =>
        configuration.Values.Count == Parameters.Count(p => Counts(p, configuration))
        && Parameters.All(p => !Counts(p, configuration) || (configuration.Find(p.Name) is { } value && p.Takes(value)))
        && Broken(configuration) is null;

    /// <summary>A configuration that is allowed, uniform in the unit cube. The default where ten thousand draws break a constraint.</summary>
    public Configuration Draw(SeededRandom random)
    {
        for (int attempt = 0; attempt < MostRejections; attempt++)
        {
            var configuration = At([.. Parameters.Select(_ => random.NextDouble())]);
            if (Broken(configuration) is null) return configuration;
        }

        return Default;
    }

    private Configuration Configure(Func<Parameter, ParameterValue> valueOf)
    {
        var values = new Dictionary<string, ParameterValue>();
        foreach (var parameter in Parameters)
        {
            var value = valueOf(parameter);
            if (parameter.Condition is not { } condition || (values.TryGetValue(condition.Parent, out var parent) && condition.Values.Contains(parent)))
                values.Add(parameter.Name, value);
        }

        return new(values);
    }

    private SpaceConstraint? Broken(Configuration configuration) => Constraints.FirstOrDefault(constraint => !constraint.Allows(configuration));

    private IEnumerable<string> Problems()
    {
        if (Parameters.Count == 0) yield return "a search space needs at least one parameter";
        var before = new Dictionary<string, Parameter>();
        foreach (var parameter in Parameters)
        {
            foreach (var problem in parameter.Problems()) yield return problem;
            if (parameter.Condition is { } condition)
            {
                if (!before.TryGetValue(condition.Parent, out var parent)) yield return $"{parameter.Name}: there is no parameter '{condition.Parent}' before it";
                else if (condition.Values.Count == 0 || !condition.Values.All(parent.Takes)) yield return $"{parameter.Name}: its condition names a value that {parent.Name} does not take";
            }

            if (!before.TryAdd(parameter.Name, parameter)) yield return $"{parameter.Name}: comes twice";
        }
    }
}
