namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>
/// Plans one step of WareHouse. Free robots take the boxes they reach soonest; loaded and idle ones go home. Where two want the same place, one that stays
/// there keeps it; then goes the one whose own place is wanted by the robot that is there now, so that they pass each other; then one with a box; then the
/// lower number. Who waits, waits behind somebody who moves or picks, so nobody waits for long.
/// </summary>
internal sealed class FleetPlanner(WareHouseState state)
{
    private readonly RobotOrder?[] _orders = new RobotOrder?[state.Robots.Count];

    /// <summary>The orders of the step.</summary>
    public IReadOnlyList<RobotOrder> Orders()
    {
        for (int i = 0; i < _orders.Length; i++) _orders[i] = Homeward(i);
        Assign();
        while (Loser() is { } robot) _orders[robot] = null;
        return [.. _orders.OfType<RobotOrder>()];
    }

    /// <summary>Steps that a robot needs at least until it stands beside a box with free hands.</summary>
    public static int StepsTo(Robot robot, ShelfBox box)
    {
        if (robot.IsAtTarget) return 1 + box.Column;
        return robot.IsBeside(box) && !robot.Carries ? Math.Abs(robot.Column - box.Column) : robot.Column + 2 + box.Column;
    }

    private RobotOrder? Homeward(int robot) => state.Robots[robot] switch
    {
        { IsAtTarget: true } => null,
        { Column: 0 } => new(robot, RobotVerb.Target),
        _ => new(robot, RobotVerb.Left),
    };

    private void Assign()
    {
        var free = Enumerable.Range(0, _orders.Length).Where(i => !state.Robots[i].Carries).ToList();
        var boxes = state.Boxes.ToList();
        while (free.Count > 0 && boxes.Count > 0)
        {
            var (robot, box) = (from i in free from b in boxes select (i, b)).MinBy(pair => StepsTo(state.Robots[pair.i], pair.b));
            _orders[robot] = Towards(robot, box);
            free.Remove(robot);
            boxes.Remove(box);
        }
    }

    private RobotOrder? Towards(int robot, ShelfBox box)
    {
        var here = state.Robots[robot];
        if (here.IsAtTarget) return new(robot, RobotVerb.Track, Crowd(box.Gap + 1) < Crowd(box.Gap) ? box.Gap + 1 : box.Gap);
        if (here.Reaches(box)) return new(robot, RobotVerb.Pick, Box: box);
        return here.IsBeside(box) && here.Column < box.Column ? new(robot, RobotVerb.Right) : Homeward(robot);
    }

    /// <summary>Robots on a track or about to enter it.</summary>
    private int Crowd(int track) => Enumerable.Range(0, _orders.Length).Count(i => state.Robots[i].Track == track || _orders[i]?.Track == track);

    private int? Loser()
    {
        for (int i = 0; i < _orders.Length; i++)
        {
            for (int j = i + 1; j < _orders.Length; j++)
            {
                if (Next(i).Meets(Next(j))) return Claim(j).CompareTo(Claim(i)) > 0 ? i : j;
            }
        }

        return null;
    }

    private (bool Stays, bool MakesRoom, bool Carries) Claim(int robot)
    {
        var (here, next) = (state.Robots[robot], Next(robot));
        bool makesRoom = Enumerable.Range(0, _orders.Length).Any(other => state.Robots[other].Meets(next) && Next(other).Meets(here));
        return (next.Meets(here), makesRoom, here.Carries);
    }

    private Robot Next(int robot) => _orders[robot] is { } order ? state.Robots[robot].After(order) : state.Robots[robot];
}
