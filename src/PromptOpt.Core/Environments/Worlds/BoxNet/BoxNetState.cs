namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>A moment of BoxNet1 or BoxNet2.</summary>
/// <param name="Rows">Rows of squares.</param>
/// <param name="Columns">Columns of squares.</param>
/// <param name="Boxes">Boxes that are left: in squares (BoxNet1) or on corners (BoxNet2).</param>
/// <param name="Targets">Targets that are left, in squares; as many of each colour as there are boxes.</param>
/// <param name="Total">Boxes at the beginning.</param>
internal sealed record BoxNetState(int Rows, int Columns, IReadOnlyList<Coloured> Boxes, IReadOnlyList<Coloured> Targets, int Total)
{
    /// <summary>The squares, row by row; each has one agent.</summary>
    public IEnumerable<Place> Squares() =>
        from row in Enumerable.Range(0, Rows) from column in Enumerable.Range(0, Columns) select Place.Square(row, column);

    /// <summary>Whether a point is the middle of a square.</summary>
    public bool IsSquare(Place place) => IsOnGrid(place) && int.IsOddInteger(place.X) && int.IsOddInteger(place.Y);

    /// <summary>Whether a point is a corner of a square.</summary>
    public bool IsCorner(Place place) => IsOnGrid(place) && int.IsEvenInteger(place.X) && int.IsEvenInteger(place.Y);

    /// <summary>Moves or delivers the box that an order names.</summary>
    /// <param name="box">Where it stands in <see cref="Boxes"/>.</param>
    /// <param name="order">An order without fault.</param>
    public BoxNetState With(int box, BoxOrder order)
    {
        var boxes = Boxes.ToList();
        if (order.To is { } place)
        {
            boxes[box] = boxes[box] with { At = place };
            return this with { Boxes = boxes };
        }

        boxes.RemoveAt(box);
        var targets = Targets.ToList();
        targets.Remove(new(order.Colour, order.Agent));
        return this with { Boxes = boxes, Targets = targets };
    }

    private bool IsOnGrid(Place place) => place.X >= 0 && place.Y >= 0 && place.X <= 2 * Rows && place.Y <= 2 * Columns;
}
