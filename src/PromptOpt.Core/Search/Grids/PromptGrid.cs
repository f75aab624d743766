using System.Text.Json.Serialization;

namespace PromptOpt.Search.Grids;

/// <summary>
/// A grid of prompts: slots in order, each with options. A cell takes one option of every slot; its system message is their texts, joined. Grids of hand-written sentences
/// are what Battle and Gollapudi (2024) compare automatic prompts with.
/// </summary>
public sealed record PromptGrid
{
    /// <summary>Most cells of a grid.</summary>
    internal const long MostCells = 1_000_000;

    /// <summary>Name of the grid.</summary>
    public required string Name { get; init; }

    /// <summary>What it tries, in a few words.</summary>
    public string Description { get; init; } = "";

    /// <summary>The slots in order, at least one, those of other kinds than text last.</summary>
    public required IReadOnlyList<GridSlot> Slots { get; init; }

    /// <summary>What stands for the variables in the options, by name.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>What stands between two texts. Default a blank.</summary>
    public GridJoin Join { get; init; }

    /// <summary>All combinations of options, 1 to 1,000,000; some may be no cells.</summary>
    [JsonIgnore]
    public long Combinations => Slots.Aggregate(1L, (product, slot) => product * slot.Options.Count);

    /// <summary>The options of a cell by slot.</summary>
    /// <param name="cell">Number of the cell, from 1; the last slot changes fastest.</param>
    internal int[] ChoiceOf(long cell)
    {
        var choice = new int[Slots.Count];
        long rest = cell - 1;
        for (int slot = Slots.Count - 1; slot >= 0; slot--)
        {
            choice[slot] = (int)(rest % Slots[slot].Options.Count);
            rest /= Slots[slot].Options.Count;
        }

        return choice;
    }

    /// <summary>Number of the cell with these options.</summary>
    internal long NumberOf(IReadOnlyList<int> choice) => 1 + Slots.Select((slot, i) => (slot.Options.Count, choice[i])).Aggregate(0L, (sum, next) => sum * next.Count + next.Item2);

    /// <summary>The cell that adds nothing anywhere: no system message, no reasoning, no prefix.</summary>
    internal long EmptyCell => NumberOf([.. Slots.Select(slot => slot.Nothing)]);

    /// <summary>Whether a combination is a cell. With reasoning an answer cannot be made to begin with anything, so there a prefix would be a second name of the same prompt.</summary>
    internal bool IsCell(IReadOnlyList<int> choice) => !Reasons(choice) || PrefixOf(choice) is null or "";

    /// <summary>Whether a choice asks for reasoning.</summary>
    internal bool Reasons(IReadOnlyList<int> choice) => OptionOf(GridSlotKind.Reasoning, choice) == GridSlot.On;

    /// <summary>The answer prefix of a choice; null if the grid leaves that alone.</summary>
    internal string? PrefixOf(IReadOnlyList<int> choice) => OptionOf(GridSlotKind.AnswerPrefix, choice);

    private string? OptionOf(GridSlotKind kind, IReadOnlyList<int> choice) =>
        Slots.Select((slot, i) => slot.Kind == kind ? slot.Options[choice[i]] : null).FirstOrDefault(option => option is not null);
}
