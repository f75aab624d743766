namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>A moment of WareHouse.</summary>
/// <param name="Tracks">Tracks; a shelf is between each two.</param>
/// <param name="Columns">Columns of every track and shelf.</param>
/// <param name="Boxes">Boxes on shelves.</param>
/// <param name="Robots">The robots, by number.</param>
/// <param name="Total">Boxes at the beginning.</param>
internal sealed record WareHouseState(int Tracks, int Columns, IReadOnlyList<ShelfBox> Boxes, IReadOnlyList<Robot> Robots, int Total)
{
    /// <summary>Boxes brought to the target.</summary>
    public int Delivered => Total - Boxes.Count - Robots.Count(robot => robot.Carries);

    /// <summary>The state after orders that break no rule.</summary>
    public WareHouseState With(IEnumerable<RobotOrder> orders)
    {
        var (robots, boxes) = (Robots.ToArray(), Boxes.ToList());
        foreach (var order in orders)
        {
            robots[order.Robot] = robots[order.Robot].After(order);
            if (order is { Verb: RobotVerb.Pick, Box: { } box }) boxes.Remove(box);
        }

        return this with { Robots = robots, Boxes = boxes };
    }

    /// <summary>The first two robots that stand on the same place; null if there are none.</summary>
    public (int First, int Second)? Collision()
    {
        for (int second = 1; second < Robots.Count; second++)
        {
            for (int first = 0; first < second; first++)
            {
                if (Robots[first].Meets(Robots[second])) return (first, second);
            }
        }

        return null;
    }
}
