using PromptOpt.Statistics;
using PromptOpt.Tuning.Spaces;
using PromptOpt.Tuning.Surrogates;

namespace PromptOpt.Tuning.Acquisition;

/// <summary>Finds the configuration of the largest acquisition that nobody has tried: many points, then climbing from the best of them by shrinking steps along coordinates. Deterministic.</summary>
internal static class AcquisitionSearch
{
    private const int Climbs = 5;

    private static readonly double[] Steps = [0.1, 0.03, 0.01, 0.003];

    /// <summary>The best; null where every point that was looked at has been tried or breaks a constraint.</summary>
    /// <param name="space">The space.</param>
    /// <param name="acquisition">To be as large as possible, at points that lie on values.</param>
    /// <param name="centres">Good points, the best first.</param>
    /// <param name="isNew">Whether a configuration may be suggested.</param>
    /// <param name="count">About how many points to look at first.</param>
    /// <param name="random">Where to draw from.</param>
    public static Configuration? Best(
        UnitSpace space, Func<double[], double> acquisition, IReadOnlyList<double[]> centres, Func<Configuration, bool> isNew, int count, SeededRandom random)
    {
        (double[] Point, double Value)[] looked = [.. CandidatePoints.Of(space, centres, count, random).Select(space.Snap).Where(Allowed)
            .Select(point => (point, acquisition(point))).OrderByDescending(pair => pair.Item2)];
        var climbed = looked.Take(Climbs).Select(start => Climb(space, acquisition, start, Allowed));
        return climbed.Concat(looked).OrderByDescending(pair => pair.Value).Select(pair => space.Space.At(pair.Point)).FirstOrDefault(isNew);

        bool Allowed(double[] point) => space.Space.Constraints.Count == 0 || space.Space.Allows(space.Space.At(point));
    }

    private static (double[] Point, double Value) Climb(UnitSpace space, Func<double[], double> acquisition, (double[] Point, double Value) best, Func<double[], bool> allowed)
    {
        foreach (double step in Steps)
        {
            bool better = true;
            for (int round = 0; better && round < 4; round++)
            {
                better = false;
                foreach (var move in Moves(space, best.Point, step))
                {
                    var point = space.Snap(move);
                    if (!allowed(point)) continue;
                    double value = acquisition(point);
                    if (value <= best.Value) continue;
                    best = (point, value);
                    better = true;
                    break;
                }
            }
        }

        return best;
    }

    private static IEnumerable<double[]> Moves(UnitSpace space, double[] centre, double step)
    {
        for (int d = 0; d < centre.Length; d++)
        {
            foreach (double value in space.Unordered[d] ? space.Values(d) : [centre[d] - step, centre[d] + step])
            {
                double[] moved = [.. centre];
                moved[d] = Math.Clamp(value, 0, 1);
                yield return moved;
            }
        }
    }
}
