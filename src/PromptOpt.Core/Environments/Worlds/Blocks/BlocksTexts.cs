namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>What the agent reads, in both semantics.</summary>
internal static class BlocksTexts
{
    /// <summary>Piles, hand and goals in two short lines.</summary>
    public static string Short(BlocksState state)
    {
        var bottoms = Enumerable.Range(0, state.Below.Length).Where(block => state.Below[block] == BlocksState.Table);
        var piles = bottoms.Select(block => string.Join(" < ", Pile(state, block)));
        var goals = state.Goals.Select(goal => $"{Colour(goal.Top)} on {Colour(goal.Below)}{(state.IsDone(goal) ? " (done)" : "")}");
        string hand = state.Held is { } held ? Colour(held) : "empty";
        return $"Piles, bottom < top: {string.Join("; ", piles)}. Hand: {hand}.\nGoal: {string.Join("; ", goals)}.";
    }

    /// <summary>State and goal as the published facts.</summary>
    public static string Long(BlocksState state) =>
        $"{Facts(state)}\nThe goal is to have that {FactSentence.Of(state.Goals.Select(goal => On(goal.Top, goal.Below)))}";

    /// <summary>The state as the published facts: what is clear, whether the hand is empty or what it holds, what is on what, what is on the table.</summary>
    public static string Facts(BlocksState state)
    {
        int[] blocks = [.. Enumerable.Range(0, state.Below.Length)];
        var facts = blocks.Where(block => state.Held != block && state.On(block) is null).Select(block => $"{The(block)} is clear").ToList();
        facts.Add(state.Held is { } held ? $"the hand is holding {The(held)}" : "the hand is empty");
        facts.AddRange(blocks.Where(block => state.Below[block] >= 0).Select(block => On(block, state.Below[block])));
        facts.AddRange(blocks.Where(block => state.Below[block] == BlocksState.Table).Select(block => $"{The(block)} is on the table"));
        return "Now " + FactSentence.Of(facts);
    }

    private static IEnumerable<string> Pile(BlocksState state, int bottom)
    {
        for (int? block = bottom; block is { } here; block = state.On(here)) yield return Colour(here);
    }

    private static string On(int top, int below) => $"{The(top)} is on top of {The(below)}";

    private static string The(int block) => $"the {Colour(block)} block";

    private static string Colour(int block) => BlocksState.Colours[block];
}
