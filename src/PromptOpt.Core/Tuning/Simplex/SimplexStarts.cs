using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Simplex;

/// <summary>
/// Where runs of the simplex method begin: at the default, then each time at the least likely of ten random places under a density around the beginnings and ends of
/// earlier runs (Luersen and Le Riche 2004, section 2.1). A run that lost a dimension is first tried again once from its best corner, with half its edge.
/// </summary>
internal sealed class SimplexStarts(SamplerContext context, double edge)
{
    // Variance of a kernel: a hundredth of the squared width of the box.
    private const int Places = 10;
    private const double Variance = 0.01;
    private const ulong StartKey = 0x51A9;

    private readonly List<double[]> _known = [];
    private SimplexRun? _last;
    private int _runs;
    private bool _lastIsRepeat;

    /// <summary>The next run; the one before has ended.</summary>
    public SimplexRun Next()
    {
        var random = context.Study.Fork(StartKey, (ulong)_runs++);
        if (_last is not null) _known.Add(_last.Best.Point);
        _lastIsRepeat = _last is { EndedDegenerate: true } && !_lastIsRepeat;
        double[] start = _last is null ? context.Space.PointOf(context.Space.Default) : _lastIsRepeat ? _last.Best.Point : LeastKnown(random);
        if (!_lastIsRepeat) _known.Add(start);
        return _last = new SimplexRun(start, Edges(start, _lastIsRepeat ? edge / 2 : edge, random));
    }

    // Up or down, as it comes, where both stay inside.
    private static double[] Edges(double[] start, double length, SeededRandom random) =>
        [.. start.Select(x => (random.NextDouble() < 0.5 && x + length <= 1) || x < length ? length : -length)];

    private double[] LeastKnown(SeededRandom random) =>
        Enumerable.Range(0, Places).Select(_ => context.Space.PointOf(context.Space.Draw(random))).MinBy(Density)!;

    private double Density(double[] place) =>
        _known.Sum(known => Math.Exp(-known.Zip(place, (x, y) => (x - y) * (x - y)).Sum() / (2 * Variance)));
}
