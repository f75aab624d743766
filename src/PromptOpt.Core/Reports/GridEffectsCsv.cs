using PromptOpt.Search.Grids;

namespace PromptOpt.Reports;

/// <summary>The effects of a grid as a table for other programs, in the format of <see cref="StudyCsv"/>. Shares are in [0, 1], not points.</summary>
public static class GridEffectsCsv
{
    private static readonly (string Name, Func<OptionEffect, object?> Value)[] Columns =
    [
        ("slot", e => e.Slot),
        ("number", e => e.Number),
        ("option", e => e.Option),
        ("cells", e => e.Cells),
        ("rows", e => e.Rows),
        ("mean", e => e.Mean),
        ("effect", e => e.Effect),
        ("low", e => e.Interval?.Low),
        ("high", e => e.Interval?.High),
    ];

    /// <summary>Writes one line an option; effect and interval are empty where they cannot be told.</summary>
    /// <exception cref="PromptOptException">The file cannot be written.</exception>
    public static void Write(string path, GridEffects effects)
    {
        ArgumentNullException.ThrowIfNull(effects);
        StudyCsv.Write(path, Columns.Select(column => column.Name), effects.Options.Select(effect => Columns.Select(column => column.Value(effect))));
    }
}
