namespace PromptOpt.Search.Grids;

/// <summary>Reads the effects of options from a fitted model.</summary>
internal static class OptionEffects
{
    /// <summary>All options of a grid, those that were not run without numbers.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="cells">The cells that were run.</param>
    /// <param name="coding">The model's columns.</param>
    /// <param name="model">The model; null where it cannot tell.</param>
    public static IEnumerable<OptionEffect> Of(PromptGrid grid, IReadOnlyList<CellScores> cells, GridCoding coding, EffectModel? model)
    {
        for (int slot = 0; slot < grid.Slots.Count; slot++)
        {
            for (int option = 0; option < grid.Slots[slot].Options.Count; option++)
            {
                CellScores[] with = [.. cells.Where(cell => cell.Choice[slot] == option)];
                double[]? contrast = model is null || with.Length == 0 || coding.Options[slot].Count < 2 ? null : Contrast(coding, slot, option);
                yield return new(
                    grid.Slots[slot].Name, option + 1, Filled(grid, slot, option), with.Length, with.Sum(cell => cell.Scores.Length),
                    model is null || with.Length == 0 ? null : model.Predict(Average(coding, slot, option)),
                    contrast?.Zip(model!.Coefficients, (weight, value) => weight * value).Sum(),
                    contrast is null ? null : model!.IntervalOf(contrast));
            }
        }
    }

    /// <summary>The columns of a cell with the option, the other slots averaged over the options that were run.</summary>
    private static double[] Average(GridCoding coding, int slot, int option)
    {
        var point = new double[coding.Columns];
        for (int other = 0; other < coding.Options.Count; other++)
        {
            foreach (int one in coding.Options[other].Where(one => other != slot || one == option))
                if (coding.ColumnOf(other, one) is { } column) point[column] = other == slot ? 1 : 1.0 / coding.Options[other].Count;
        }

        return point;
    }

    private static double[] Contrast(GridCoding coding, int slot, int option)
    {
        var weights = new double[coding.Columns];
        foreach (int one in coding.Options[slot])
            if (coding.ColumnOf(slot, one) is { } column) weights[column] = one == option ? 1 : -1.0 / (coding.Options[slot].Count - 1);
        return weights;
    }

    /// <summary>The option with the grid's variables filled in; those that are built in stay.</summary>
    private static string Filled(PromptGrid grid, int slot, int option) =>
        GridFile.Fill(grid.Slots[slot].Options[option], name => grid.Variables.TryGetValue(name, out var text) ? text : $"{{{{{name}}}}}");
}
