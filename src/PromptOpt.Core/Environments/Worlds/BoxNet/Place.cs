using System.Globalization;

namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>
/// A point of the grid in halves of a square: two odd numbers are the middle of a square, two even ones a corner. X goes down the rows, Y along the columns.
/// </summary>
internal readonly record struct Place(int X, int Y)
{
    private const double Farthest = 1000;

    /// <summary>Not on any grid.</summary>
    public static readonly Place Nowhere = new(-1, -2);

    /// <summary>The middle of a square, counted from 0.</summary>
    public static Place Square(int row, int column) => new((2 * row) + 1, (2 * column) + 1);

    /// <summary>Reads two coordinates, in squares; <see cref="Nowhere"/> if they are not multiples of a half.</summary>
    public static Place Read(string x, string y) => Halves(x) is { } down && Halves(y) is { } along ? new(down, along) : Nowhere;

    /// <summary>The corners of this square.</summary>
    public IEnumerable<Place> Corners()
    {
        yield return new(X - 1, Y - 1);
        yield return new(X - 1, Y + 1);
        yield return new(X + 1, Y - 1);
        yield return new(X + 1, Y + 1);
    }

    /// <summary>The squares above, below, left and right of this one, on the grid or not.</summary>
    public IEnumerable<Place> Neighbours()
    {
        yield return new(X - 2, Y);
        yield return new(X + 2, Y);
        yield return new(X, Y - 2);
        yield return new(X, Y + 2);
    }

    /// <summary>Whether this and another point are a corner and its square.</summary>
    public bool IsCornerOf(Place square) => Math.Abs(X - square.X) == 1 && Math.Abs(Y - square.Y) == 1;

    /// <summary>As in replies: <c>[0.5, 1.5]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{X / 2.0:0.0}, {Y / 2.0:0.0}]");

    private static int? Halves(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && Math.Abs(value) <= Farthest && double.IsInteger(value * 2)
            ? (int)(value * 2)
            : null;
}
