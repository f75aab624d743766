namespace PromptOpt.Environments.Worlds.WareHouse;

/// <summary>WareHouse as published, defects included.</summary>
internal static class WareHousePublished
{
    /// <summary>All boxes, then every robot with what it can do.</summary>
    public static string Observe(WareHouseState state, Func<int, IEnumerable<RobotOrder>> doable)
    {
        var robots = state.Robots.Select((robot, i) =>
            $"{WareHouseText.Agent(i)} {WareHouseText.Place(robot)} can do [{string.Join(", ", doable(i).Select(WareHouseText.Action))}].");
        return $"Tracks: {state.Tracks}. Columns: {state.Columns}. Boxes left: {string.Join(", ", state.Boxes)}\n{string.Join('\n', robots)}";
    }

    /// <summary>Does orders in turn. Entering track 0 is called impossible and done; a track that does not exist, or a box or track without numbers, ends the
    /// episode, as it ends the published program; entering a track from a track does nothing.</summary>
    public static Transition<WareHouseState> Step(
        WareHouseState state,
        IEnumerable<RobotOrder> orders,
        Func<WareHouseState, RobotOrder, StepError?> faultOf,
        Func<WareHouseState, (int First, int Second), StepError> collided)
    {
        var (now, errors, told) = (state, new List<StepError>(), new List<string>());
        foreach (var order in orders)
        {
            var fault = faultOf(now, order);
            if (Crash(now, order, fault) is { } crash) return new(state) { Errors = [crash with { EndsEpisode = true }] };
            if (order.Verb == RobotVerb.Unknown && fault is null) told.Add($"the task of {WareHouseText.Agent(order.Robot)} is unknown");
            if (fault is null) now = now.With([order]);
            if (order is { Verb: RobotVerb.Track, Track: 0 } && fault is null) fault = Broken(WareHouseWorld.UnknownTrack, "entering track_0 is not doable");
            if (fault is null || IsSilent(order, fault)) continue;
            errors.Add(fault);
            told.Add(fault.Message);
        }

        if (now.Collision() is { } pair) return new(state) { Errors = [collided(now, pair)] };
        return new(now) { Errors = errors, Feedback = string.Join(' ', told.Select(text => text + ".")) };
    }

    private static bool IsSilent(RobotOrder order, StepError fault) =>
        order.Verb == RobotVerb.Track && fault.Kind is not (WareHouseWorld.UnknownAgent or WareHouseWorld.UnknownTrack);

    private static StepError? Crash(WareHouseState state, RobotOrder order, StepError? fault) => order switch
    {
        _ when fault is { Kind: WareHouseWorld.UnknownAgent } => null,
        { Verb: RobotVerb.Pick, Box: null } => Broken(WareHouseWorld.MissingBox, "the box to pick has no two coordinates"),
        { Verb: RobotVerb.Track, Track: null } => Broken(WareHouseWorld.UnknownTrack, "the track to enter has no number"),
        { Verb: RobotVerb.Track } when order.Track >= state.Tracks && state.Robots[order.Robot].IsAtTarget => fault,
        _ => null,
    };

    private static StepError Broken(string kind, string message) => new() { Kind = kind, Message = message };
}
