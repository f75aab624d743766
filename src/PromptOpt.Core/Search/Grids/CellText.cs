using System.Globalization;
using System.Text.RegularExpressions;
using PromptOpt.Studies;

namespace PromptOpt.Search.Grids;

/// <summary>A cell as it stands in <see cref="Trial.Change"/>: for people, and to find the cell again.</summary>
internal static partial class CellText
{
    /// <summary>Number and options of a cell, options by their place in the slot: <c>cell 38: opener 3, task none, closer 2, reasoning on</c>.</summary>
    public static string Of(PromptGrid grid, long cell)
    {
        var options = grid.ChoiceOf(cell).Select((option, i) => $"{grid.Slots[i].Name} {OptionOf(grid.Slots[i], option)}");
        return FormattableString.Invariant($"cell {cell}: {string.Join(", ", options)}");
    }

    /// <summary>The cell of a trial; null if it is none.</summary>
    public static long? Read(Trial trial) => Cell().Match(trial.Change) is { Success: true } match && trial.Operator == Operators.GridCellOperator.OperatorName
        ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : null;

    private static string OptionOf(GridSlot slot, int option) =>
        slot.Kind == GridSlotKind.Reasoning || slot.Options[option].Length == 0 ? GridSlot.NameOf(slot.Options[option]) : (option + 1).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^cell ([0-9]{1,7}):")]
    private static partial Regex Cell();
}
