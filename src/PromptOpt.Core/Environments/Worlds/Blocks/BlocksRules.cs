using static PromptOpt.Environments.Worlds.Blocks.BlocksVerb;

namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>Preconditions and effects of the four actions.</summary>
internal static class BlocksRules
{
    private const string UnknownBlock = "unknown-block", HandFull = "hand-full", NotHolding = "not-holding",
        NotOnTable = "not-on-table", NotOnBlock = "not-on-block", NotClear = "not-clear";

    /// <summary>Kinds of errors.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [UnknownBlock, HandFull, NotHolding, NotOnTable, NotOnBlock, NotClear];

    /// <summary>Every action with the blocks of a state.</summary>
    public static IEnumerable<BlocksAction> Actions(BlocksState state)
    {
        string[] colours = [.. BlocksState.Colours.Take(state.Below.Length)];
        var alone = colours.SelectMany(block => new BlocksAction[] { new(PickUp, block), new(PutDown, block) });
        var pairs = colours.SelectMany(block => colours.Where(other => other != block).Select(other => (block, other)));
        return alone.Concat(pairs.SelectMany(pair => new BlocksAction[] { new(Stack, pair.block, pair.other), new(Unstack, pair.block, pair.other) }));
    }

    /// <summary>The first precondition that does not hold; null if all do.</summary>
    public static StepError? Broken(BlocksState state, BlocksAction action)
    {
        if (state.Find(action.Block) is not { } block) return Unknown(state, action.Block);
        if (action.Verb is PickUp or PutDown) return action.Verb == PickUp ? BrokenPickUp(state, block) : BrokenHold(state, block);
        if (state.Find(action.Other) is not { } other) return Unknown(state, action.Other);
        return action.Verb == Stack ? BrokenStack(state, block, other) : BrokenUnstack(state, block, other);
    }

    /// <summary>What an allowed action does.</summary>
    public static BlocksState Change(BlocksState state, BlocksAction action) => state.Move(state.Find(action.Block)!.Value, action.Verb switch
    {
        PutDown => BlocksState.Table,
        Stack => state.Find(action.Other)!.Value,
        _ => BlocksState.Hand,
    });

    private static StepError? BrokenPickUp(BlocksState state, int block) =>
        BrokenFree(state)
        ?? (state.Below[block] >= 0 ? Error(NotOnTable, $"{The(block)} is not on the table but on top of {The(state.Below[block])}, so it must be unstacked") : null)
        ?? BrokenClear(state, block);

    private static StepError? BrokenUnstack(BlocksState state, int block, int other) =>
        BrokenFree(state)
        ?? (state.Below[block] != other ? Error(NotOnBlock, $"{The(block)} is not on top of {The(other)} but {Place(state, block)}") : null)
        ?? BrokenClear(state, block);

    private static StepError? BrokenStack(BlocksState state, int block, int other) =>
        BrokenHold(state, block)
        ?? (block == other ? Error(NotClear, $"{The(block)} cannot be stacked on itself") : null)
        ?? BrokenClear(state, other);

    private static StepError? BrokenFree(BlocksState state) =>
        state.Held is { } held ? Error(HandFull, $"the hand already holds {The(held)}") : null;

    private static StepError? BrokenHold(BlocksState state, int block) =>
        state.Held == block ? null : Error(NotHolding, $"the hand does not hold {The(block)}, {(state.Held is { } held ? $"but {The(held)}" : "it is empty")}");

    private static StepError? BrokenClear(BlocksState state, int block) =>
        state.On(block) is { } top ? Error(NotClear, $"{The(block)} is not clear: {The(top)} is on top of it") : null;

    private static StepError Unknown(BlocksState state, string? colour) =>
        Error(UnknownBlock, $"there is no {colour} block, only {string.Join(", ", BlocksState.Colours.Take(state.Below.Length))}");

    private static string Place(BlocksState state, int block) => state.Below[block] == BlocksState.Table ? "on the table" : $"on top of {The(state.Below[block])}";

    private static string The(int block) => $"the {BlocksState.Colours[block]} block";

    private static StepError Error(string kind, string message) => new() { Kind = kind, Message = message };
}
