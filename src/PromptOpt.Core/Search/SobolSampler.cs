using PromptOpt.LanguageModels;
using PromptOpt.Statistics;

namespace PromptOpt.Search;

/// <summary>
/// Walks a Sobol sequence, which fills the space evenly (Sobol 1967; direction numbers of Joe &amp; Kuo 2008, first eight dimensions), with a
/// digital shift from the randomness so that studies differ.
/// </summary>
public sealed class SobolSampler : ISampler
{
    private const int Bits = 32;
    private const ulong ShiftKey = 0x50B01;

    // (s, a, m_1..m_s) of dimensions 2 to 8; dimension 1 is the van der Corput sequence.
    private static readonly (int Degree, uint Polynomial, uint[] Initial)[] Directions =
    [
        (1, 0, [1]), (2, 1, [1, 3]), (3, 1, [1, 3, 1]), (3, 2, [1, 1, 1]), (4, 1, [1, 1, 3, 3]), (4, 4, [1, 3, 5, 13]), (5, 2, [1, 1, 5, 5, 17]),
    ];

    /// <inheritdoc/>
    public DecodingParameters Suggest(
        IReadOnlyDictionary<string, (double Low, double High)> space, DecodingParameters based, int index, SeededRandom study) =>
        DecodingSpace.At(space, based, Point(index + 1, space.Count, study.Fork(ShiftKey)));

    /// <summary>One point of the shifted sequence.</summary>
    /// <param name="index">Number of the point, from 1 (point 0 is the origin).</param>
    /// <param name="dimensions">1 to 8.</param>
    /// <param name="random">Source of the shift; the same for all points of a study.</param>
    internal static double[] Point(int index, int dimensions, SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, Directions.Length + 1);
        var point = new double[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            uint x = 0;
            var v = DirectionNumbers(d);
            for (int bit = 0; index >> bit != 0; bit++)
                if (((index >> bit) & 1) != 0) x ^= v[bit];
            uint shift = (uint)(random.NextDouble() * uint.MaxValue);
            point[d] = (x ^ shift) / 4294967296.0;
        }

        return point;
    }

    private static uint[] DirectionNumbers(int dimension)
    {
        var v = new uint[Bits];
        if (dimension == 0)
        {
            for (int i = 0; i < Bits; i++) v[i] = 1u << (Bits - 1 - i);
            return v;
        }

        var (degree, polynomial, initial) = Directions[dimension - 1];
        for (int i = 0; i < degree; i++) v[i] = initial[i] << (Bits - 1 - i);
        for (int i = degree; i < Bits; i++)
        {
            v[i] = v[i - degree] ^ (v[i - degree] >> degree);
            for (int k = 1; k < degree; k++) v[i] ^= ((polynomial >> (degree - 1 - k)) & 1) * v[i - k];
        }

        return v;
    }
}
