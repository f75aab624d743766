using MathNet.Numerics.LinearAlgebra;

namespace PromptOpt.Tuning.Simplex;

/// <summary>
/// One run of the simplex method of Nelder and Mead 1965 in the unit cube: points outside are moved onto its border. It ends when the simplex is small or has lost a
/// dimension (Luersen and Le Riche 2004, section 2.2).
/// </summary>
/// <param name="start">The first corner.</param>
/// <param name="edges">How far the other corners lie from it, each along a coordinate of its own, up or down.</param>
internal sealed class SimplexRun(double[] start, double[] edges)
{
    private const double Small = 1e-3, Degenerate = 1e-6;

    private List<Vertex> _corners = [];

    /// <summary>The best corner.</summary>
    public Vertex Best => _corners[0];

    /// <summary>Whether it ended because the simplex lost a dimension while it was not small, so that the best corner need not be an optimum.</summary>
    public bool EndedDegenerate { get; private set; }

    /// <summary>The points that it asks for, one by one; each is to be answered before the next is taken.</summary>
    public IEnumerable<Vertex> Ask()
    {
        _corners = [.. Corners()];
        foreach (var corner in _corners) yield return corner;
        while (true)
        {
            // OrderBy keeps the order of equal ones, as repeated runs need it.
            _corners = [.. _corners.OrderByDescending(corner => corner.Answer, ObservationOrder.Instance)];
            bool isSmall = _corners.Max(corner => Distance(corner.Point, Best.Point)) < Small;
            EndedDegenerate = !isSmall && IsDegenerate();
            if (isSmall || EndedDegenerate) yield break;
            foreach (var vertex in Improve()) yield return vertex;
        }
    }

    private IEnumerable<Vertex> Improve()
    {
        var worst = _corners[^1];
        double[] centre = Centre();
        var reflected = Beyond(centre, worst.Point, 1);
        yield return reflected;
        if (reflected.IsBetterThan(Best))
        {
            var expanded = Beyond(centre, worst.Point, 2);
            yield return expanded;
            _corners[^1] = expanded.IsBetterThan(reflected) ? expanded : reflected;
            yield break;
        }

        if (reflected.IsBetterThan(_corners[^2]))
        {
            _corners[^1] = reflected;
            yield break;
        }

        bool isOutside = reflected.IsBetterThan(worst);
        var contracted = Beyond(centre, worst.Point, isOutside ? 0.5 : -0.5);
        yield return contracted;
        if (contracted.IsBetterThan(isOutside ? reflected : worst))
        {
            _corners[^1] = contracted;
            yield break;
        }

        for (int i = 1; i < _corners.Count; i++) yield return _corners[i] = Beyond(Best.Point, _corners[i].Point, -0.5);
    }

    private IEnumerable<Vertex> Corners()
    {
        yield return new(start);
        for (int d = 0; d < start.Length; d++)
        {
            double[] corner = [.. start];
            corner[d] += edges[d];
            yield return new(corner);
        }
    }

    private double[] Centre() => [.. Enumerable.Range(0, start.Length).Select(d => _corners.SkipLast(1).Average(corner => corner.Point[d]))];

    private bool IsDegenerate()
    {
        var edges = Matrix<double>.Build.DenseOfRows(_corners.Skip(1).Select(corner => corner.Point.Zip(Best.Point, (x, y) => x - y)));
        double product = edges.EnumerateRows().Aggregate(1.0, (lengths, row) => lengths * row.L2Norm());
        return Math.Abs(edges.Determinant()) <= Degenerate * product;
    }

    private static Vertex Beyond(double[] centre, double[] from, double times) =>
        new([.. centre.Zip(from, (c, x) => Math.Clamp(c + times * (c - x), 0, 1))]);

    private static double Distance(double[] one, double[] other) => one.Zip(other, (x, y) => Math.Abs(x - y)).Max();
}
