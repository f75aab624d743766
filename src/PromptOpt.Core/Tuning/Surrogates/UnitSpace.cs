using PromptOpt.Tuning.Spaces;

namespace PromptOpt.Tuning.Surrogates;

/// <summary>
/// A search space as surrogate models see it: the unit cube, of which only the points count that a configuration lies at. Numbers between the values of a
/// parameter are moved onto the nearest, and parameters that do not count onto their default, before a model is asked (Garrido-Merchán and Hernández-Lobato 2020).
/// </summary>
internal sealed class UnitSpace
{
    private readonly bool[] _snaps;
    private readonly bool _conditional;

    /// <summary>Looks at a space.</summary>
    public UnitSpace(SearchSpace space)
    {
        Space = space;
        Unordered = [.. space.Parameters.Select(p => p.Kind is ParameterKind.Categorical or ParameterKind.Boolean)];
        _snaps = [.. space.Parameters.Select(p => p.Kind != ParameterKind.Real || p.Step is not null)];
        _conditional = space.Parameters.Any(p => p.Condition is not null);
        Default = space.PointOf(space.Default);
    }

    /// <summary>The space.</summary>
    public SearchSpace Space { get; }

    /// <summary>Which coordinates only say equal or not.</summary>
    public bool[] Unordered { get; }

    /// <summary>The point of the default.</summary>
    public double[] Default { get; }

    /// <summary>Number of coordinates.</summary>
    public int Dimensions => Unordered.Length;

    /// <summary>The point of the configuration that lies at a point.</summary>
    public double[] Snap(IReadOnlyList<double> point)
    {
        if (_conditional) return Space.PointOf(Space.At(point));
        var snapped = new double[Dimensions];
        for (int i = 0; i < snapped.Length; i++)
            snapped[i] = _snaps[i] ? Space.Parameters[i].ToUnit(Space.Parameters[i].FromUnit(point[i])) : Math.Clamp(point[i], 0, 1);
        return snapped;
    }

    /// <summary>Points, one a value, of a parameter that only says equal or not.</summary>
    public IEnumerable<double> Values(int dimension)
    {
        int count = Space.Parameters[dimension].Choices.Count;
        return Enumerable.Range(0, count).Select(i => (i + 0.5) / count);
    }
}
