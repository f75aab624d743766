using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Statistics;

namespace PromptOpt.Tests.Support;

/// <summary>A world for tests: an agent climbs a stair of 3 to 5 steps by replying <c>{up}</c>; <c>{down}</c> at the foot is a violation, <c>{jump}</c> a fatal one.</summary>
internal sealed class StairWorld(WorldSemantics semantics = WorldSemantics.Corrected) : World<StairWorld.Place, string>
{
    public override string Name => "stair";

    public override WorldSemantics Semantics => semantics;

    public override IReadOnlyList<string> Violations => ["below-ground", "jump"];

    public override Place Reset(EpisodeSpec episode) => new(0, 3 + new SeededRandom(episode.Seed).Next(3));

    public override string Observe(Place state) => $"You are on step {state.Step} of {state.Top}.";

    public override ParsedReply<string> Parse(string reply, Place state)
    {
        foreach (var action in new[] { "up", "down", "wait", "jump" })
            if (reply.Contains($"{{{action}}}", StringComparison.Ordinal)) return Read(action);
        return Unreadable("Write {up}, {down}, {wait} or {jump}.");
    }

    public override Transition<Place> Step(Place state, string action) => action switch
    {
        "up" => new(state with { Step = state.Step + 1 }),
        "down" when state.Step == 0 => new(state) { Feedback = "There is nothing below.", Errors = [new() { Kind = "below-ground", Message = "step 0 is the lowest" }] },
        "down" => new(state with { Step = state.Step - 1 }),
        "jump" => new(state) { Feedback = "You fall.", Errors = [new() { Kind = "jump", Message = "nobody jumps here", EndsEpisode = true }] },
        _ => new(state),
    };

    public override double Progress(Place state) => state.Step;

    public override bool IsSuccess(Place state) => state.Step == state.Top;

    public override int StepLimit(Place initial) => 12;

    public override int? StuckAfter(Place initial) => 4;

    public override EpisodeBound Bound(Place initial) => new(initial.Top, BoundKind.Exact);

    public override string? RandomLegal(Place state, SeededRandom random) => random.Next(2) == 0 ? "up" : "wait";

    public override string? Suggest(Place state) => "up";

    public override string Write(string action) => $"{{{action}}}";

    /// <summary>Where the agent is.</summary>
    internal sealed record Place(int Step, int Top);
}
