namespace PromptOpt.Environments.Worlds.BoxNet;

/// <summary>
/// Plans one step of BoxNet2. Boxes take their turn by how near they are to their targets along free corners; each takes the first step of a shortest way that
/// keeps off all boxes and off the ways of those before it. The nearest one is thus never held up, and comes closer at every step. On every grid that is
/// played some box has a free way: five boxes cannot shut each other in.
/// </summary>
internal sealed class CornerPlanner(BoxNetState state)
{
    private readonly HashSet<Place> _closed = [.. state.Boxes.Select(box => box.At)];
    private readonly HashSet<Place> _busy = [];

    /// <summary>The orders of the step.</summary>
    public IReadOnlyList<BoxOrder> Orders()
    {
        var orders = new List<BoxOrder>();
        var turns = state.Boxes.Select(box => (Box: box, Way: Way(box))).Where(turn => turn.Way is not null).OrderBy(turn => turn.Way!.Count).ToArray();
        foreach (var (box, _) in turns)
        {
            if (Way(box) is not { } way || Order(box, way) is not { } order) continue;
            orders.Add(order);
            _busy.Add(order.Agent);
            _closed.UnionWith(way);
        }

        return orders;
    }

    private BoxOrder? Order(Coloured box, List<Place> way)
    {
        var target = TargetOf(box);
        if (way.Count == 0) return _busy.Contains(target) ? null : BoxOrder.Deliver(target, box.Colour);
        foreach (var agent in state.Squares())
        {
            if (!_busy.Contains(agent) && box.At.IsCornerOf(agent) && way[0].IsCornerOf(agent)) return BoxOrder.Move(agent, box.Colour, way[0]);
        }

        return null;
    }

    private Place TargetOf(Coloured box) => state.Targets.First(target => target.Colour == box.Colour).At;

    /// <summary>The corners to move to, in order: empty if the target is within reach, null if there is no free way.</summary>
    private List<Place>? Way(Coloured box)
    {
        var target = TargetOf(box);
        var from = new Dictionary<Place, Place> { [box.At] = box.At };
        var open = new Queue<Place>([box.At]);
        while (open.TryDequeue(out var here))
        {
            if (here.IsCornerOf(target)) return Trace(from, here);
            foreach (var next in Around(here))
            {
                if (!_closed.Contains(next) && from.TryAdd(next, here)) open.Enqueue(next);
            }
        }

        return null;
    }

    private IEnumerable<Place> Around(Place corner) =>
        from down in (int[])[0, -2, 2]
        from along in (int[])[0, -2, 2]
        let next = new Place(corner.X + down, corner.Y + along)
        where next != corner && state.IsCorner(next)
        select next;

    private static List<Place> Trace(Dictionary<Place, Place> from, Place end)
    {
        var way = new List<Place>();
        for (var here = end; from[here] != here; here = from[here]) way.Insert(0, here);
        return way;
    }
}
