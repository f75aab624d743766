namespace PromptOpt.Search.Grids;

/// <summary>The columns of a linear model of slots: one for every option that occurs, but for the first one of each slot, which the others are measured from.</summary>
internal sealed class GridCoding
{
    private readonly Dictionary<(int Slot, int Option), int> _columns = [];

    /// <summary>Numbers the columns.</summary>
    /// <param name="choices">The cells: options by slot.</param>
    public GridCoding(IReadOnlyList<int[]> choices)
    {
        Options = [.. Enumerable.Range(0, choices[0].Length).Select(slot => (IReadOnlyList<int>)[.. choices.Select(choice => choice[slot]).Distinct().Order()])];
        for (int slot = 0; slot < Options.Count; slot++)
            foreach (int option in Options[slot].Skip(1)) _columns[(slot, option)] = _columns.Count;
    }

    /// <summary>The options that occur, by slot, in order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Options { get; }

    /// <summary>Number of columns, without one for the mean.</summary>
    public int Columns => _columns.Count;

    /// <summary>The column of an option; null for the first one of a slot.</summary>
    public int? ColumnOf(int slot, int option) => _columns.TryGetValue((slot, option), out int column) ? column : null;

    /// <summary>A cell's values.</summary>
    public double[] Code(int[] choice)
    {
        var values = new double[Columns];
        for (int slot = 0; slot < choice.Length; slot++)
            if (ColumnOf(slot, choice[slot]) is { } column) values[column] = 1;
        return values;
    }
}
