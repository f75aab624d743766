namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>Which target each box goes to, so that the fewest moves are made in all.</summary>
internal static class ColourMatching
{
    /// <summary>The target square of each box, in the order of the boxes; of equal sums the first in order of targets. A colour has three boxes at most, so
    /// all ways are tried.</summary>
    /// <param name="state">As many targets as boxes of each colour.</param>
    /// <param name="moves">Moves from a box to a target.</param>
    public static Place[] Goals(BoxNetState state, Func<Place, Place, int> moves)
    {
        var goals = new Place[state.Boxes.Count];
        foreach (var boxes in Enumerable.Range(0, state.Boxes.Count).GroupBy(i => state.Boxes[i].Colour))
        {
            int[] own = [.. boxes];
            Place[] targets = [.. state.Targets.Where(target => target.Colour == boxes.Key).Select(target => target.At)];
            var best = Best([.. own.Select(i => state.Boxes[i].At)], targets, moves, 0, []).Order;
            for (int i = 0; i < own.Length; i++) goals[own[i]] = targets[best[i]];
        }

        return goals;
    }

    private static (int Sum, int[] Order) Best(Place[] boxes, Place[] targets, Func<Place, Place, int> moves, int sum, int[] taken)
    {
        if (taken.Length == boxes.Length) return (sum, taken);
        var place = boxes[taken.Length];
        return Enumerable.Range(0, targets.Length).Except(taken)
            .Select(next => Best(boxes, targets, moves, sum + moves(place, targets[next]), [.. taken, next]))
            .MinBy(way => way.Sum);
    }
}
