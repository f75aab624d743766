using PromptOpt.Environments;
using PromptOpt.Environments.Worlds;
using PromptOpt.Environments.Worlds.Blocks;
using PromptOpt.Environments.Worlds.GridWorlds;
using PromptOpt.Environments.Worlds.Logistics;

namespace PromptOpt.Tests.Environments.Worlds;

/// <summary>The worlds with a planner, by name.</summary>
internal static class PlannedWorlds
{
    public static IPlannedPlay Of(string name, WorldOptions options) => name switch
    {
        "gridworld1" => new PlannedPlay<GridState, GridAction>(new GridWorld1(options)),
        "gridworld2" => new PlannedPlay<GridState, GridAction>(new GridWorld2(options)),
        "blocksworld" => new PlannedPlay<BlocksState, BlocksAction>(new BlocksWorld(options)),
        "logistics" => new PlannedPlay<LogisticsState, LogisticsAction>(new LogisticsWorld(options)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such world."),
    };

    public static TheoryData<string, WorldSemantics> All()
    {
        var all = new TheoryData<string, WorldSemantics>();
        foreach (string name in new[] { "gridworld1", "gridworld2", "blocksworld", "logistics" })
        {
            foreach (var semantics in Enum.GetValues<WorldSemantics>()) all.Add(name, semantics);
        }

        return all;
    }
}
