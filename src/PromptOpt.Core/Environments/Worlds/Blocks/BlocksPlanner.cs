namespace PromptOpt.Environments.Worlds.Blocks;

/// <summary>
/// Searches breadth first, so that what it finds first is shortest. Six blocks have about 7,000 states: it always ends, within milliseconds.
/// </summary>
internal static class BlocksPlanner
{
    /// <summary>The plan with most goals within the steps left, and the fewest steps among those.</summary>
    public static WorldPlan<BlocksAction> Plan(BlocksState start)
    {
        var from = new Dictionary<int, (int Code, int Block, int Below)> { [Code(start.Below)] = default };
        var queue = new Queue<(int[] Below, int Depth)>([(start.Below, 0)]);
        var best = (start.Below, Depth: 0, start.Done);
        while (queue.TryDequeue(out var node))
        {
            int done = Done(start.Goals, node.Below);
            if (done > best.Done) best = (node.Below, node.Depth, done);
            if (best.Done == start.Goals.Count) break;
            if (node.Depth == start.StepsLeft) continue;
            int code = Code(node.Below);
            foreach (var (block, below) in Moves(node.Below))
            {
                int[] next = [.. node.Below];
                next[block] = below;
                if (from.TryAdd(Code(next), (code, block, below))) queue.Enqueue((next, node.Depth + 1));
            }
        }

        return new(best.Done, best.Depth, best.Depth == 0 ? null : First(start, from, Code(best.Below)));
    }

    private static BlocksAction First(BlocksState start, Dictionary<int, (int Code, int Block, int Below)> from, int code)
    {
        int root = Code(start.Below);
        while (from[code].Code != root) code = from[code].Code;
        var (_, block, below) = from[code];
        string colour = BlocksState.Colours[block];
        if (below >= 0) return new(BlocksVerb.Stack, colour, BlocksState.Colours[below]);
        if (below == BlocksState.Table) return new(BlocksVerb.PutDown, colour);
        return start.Below[block] is var old and >= 0 ? new(BlocksVerb.Unstack, colour, BlocksState.Colours[old]) : new(BlocksVerb.PickUp, colour);
    }

    private static int Done(IReadOnlyList<(int Top, int Below)> goals, int[] below)
    {
        int done = 0;
        for (int goal = 0; goal < goals.Count; goal++) done += below[goals[goal].Top] == goals[goal].Below ? 1 : 0;
        return done;
    }

    private static IEnumerable<(int Block, int Below)> Moves(int[] below)
    {
        int held = Array.IndexOf(below, BlocksState.Hand);
        if (held >= 0) yield return (held, BlocksState.Table);
        for (int block = 0; block < below.Length; block++)
        {
            if (block != held && Array.IndexOf(below, block) < 0) yield return held < 0 ? (block, BlocksState.Hand) : (held, block);
        }
    }

    // Three bits a block: below is -2 to 5.
    private static int Code(int[] below)
    {
        int code = 0;
        foreach (int under in below) code = code << 3 | (under - BlocksState.Hand);
        return code;
    }
}
