using PromptOpt.Statistics;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Acquisition;

/// <summary>
/// Where an acquisition is looked at first: points that fill the cube, points on its faces and corners and at defaults, and moves of one or a few coordinates away from good points.
/// Optima of learners' settings tend to lie on bounds, where points that are drawn evenly never are.
/// </summary>
internal static class CandidatePoints
{
    private static readonly double[] Reaches = [0.02, 0.06, 0.15, 0.35];

    /// <summary>The points, not yet moved onto values.</summary>
    /// <param name="space">The space.</param>
    /// <param name="centres">Good points, the best first.</param>
    /// <param name="count">About how many points; single moves come on top.</param>
    /// <param name="random">Where to draw from.</param>
    public static IEnumerable<double[]> Of(UnitSpace space, IReadOnlyList<double[]> centres, int count, SeededRandom random)
    {
        foreach (var point in LowDiscrepancy.Points(count / 2, space.Dimensions, random.Fork(1))) yield return point;
        var faces = random.Fork(2);
        for (int i = 0; i < count / 6; i++) yield return OnFaces(space, faces);
        var around = random.Fork(3);
        foreach (var centre in centres)
        {
            foreach (var point in SingleMoves(space, centre)) yield return point;
            for (int i = 0; i < count / 3 / centres.Count; i++) yield return Near(space, centre, Reaches[i % Reaches.Length], around);
        }
    }

    /// <summary>Every coordinate at a bound, at its default or anywhere.</summary>
    private static double[] OnFaces(UnitSpace space, SeededRandom random) => [.. space.Default.Select(usual => random.Next(4) switch
    {
        0 => 0,
        1 => 1,
        2 => usual,
        _ => random.NextDouble(),
    })];

    private static IEnumerable<double[]> SingleMoves(UnitSpace space, double[] centre)
    {
        for (int d = 0; d < centre.Length; d++)
        {
            foreach (double value in space.Unordered[d] ? space.Values(d) : [0, 1, space.Default[d]])
            {
                if (value == centre[d]) continue;
                double[] moved = [.. centre];
                moved[d] = value;
                yield return moved;
            }
        }
    }

    /// <summary>About half of the coordinates moved, at least one: numbers by a normal step, which may end on a bound, words to any.</summary>
    private static double[] Near(UnitSpace space, double[] centre, double reach, SeededRandom random)
    {
        double[] moved = [.. centre];
        int always = random.Next(centre.Length);
        for (int d = 0; d < moved.Length; d++)
        {
            if (d != always && random.Next(2) == 0) continue;
            moved[d] = space.Unordered[d] ? random.NextDouble() < 2 * reach ? random.NextDouble() : moved[d] : Math.Clamp(moved[d] + reach * random.NextNormal(), 0, 1);
        }

        return moved;
    }
}
