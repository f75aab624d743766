using PromptOpt.Statistics;

namespace PromptOpt.Tuning.Designs;

/// <summary>
/// Points that fill the unit cube evenly (Sobol 1967), with the direction numbers of Joe and Kuo 2008 and a digital shift, so that studies differ and every single
/// point is uniform. Coordinates beyond the fortieth are drawn at random.
/// </summary>
internal sealed class SobolSequence
{
    /// <summary>How many coordinates are not random.</summary>
    public const int MostDimensions = 40;

    private const ulong ShiftKey = 0x50B01;
    private const double Range = 4294967296.0;
    private static readonly uint[][] DirectionNumbers = [.. Enumerable.Range(0, MostDimensions).Select(SobolDirections.Of)];

    private readonly uint[] _shifts;
    private readonly SeededRandom _random;
    private readonly int _dimensions;

    /// <summary>The sequence of a study.</summary>
    /// <param name="dimensions">Coordinates of a point, at least 1.</param>
    /// <param name="study">Randomness of the study, where the shift comes from.</param>
    public SobolSequence(int dimensions, SeededRandom study)
    {
        _dimensions = dimensions;
        _random = study.Fork(ShiftKey);
        var shift = study.Fork(ShiftKey);
        _shifts = [.. Enumerable.Range(0, Math.Min(dimensions, MostDimensions)).Select(_ => (uint)(shift.NextDouble() * uint.MaxValue))];
    }

    /// <summary>A point, each coordinate in [0, 1).</summary>
    /// <param name="index">Its number. Point 0 is the shift itself.</param>
    public double[] Point(int index)
    {
        var rest = _random.Fork((ulong)index);
        return [.. Enumerable.Range(0, _dimensions).Select(d => d < MostDimensions ? (Unshifted(index, d) ^ _shifts[d]) / Range : rest.NextDouble())];
    }

    /// <summary>A coordinate before the shift, as the 32 digits behind the binary point.</summary>
    public static uint Unshifted(int index, int dimension)
    {
        uint digits = 0;
        for (int bit = 0; index >> bit != 0; bit++)
            if (((index >> bit) & 1) != 0) digits ^= DirectionNumbers[dimension][bit];
        return digits;
    }
}
