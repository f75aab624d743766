using PromptOpt.Environments.Worlds.Blocks;
using PromptOpt.Environments.Worlds.BoxLift;
using PromptOpt.Environments.Worlds.BoxNet;
using PromptOpt.Environments.Worlds.GridWorlds;
using PromptOpt.Environments.Worlds.Logistics;
using PromptOpt.Environments.Worlds.WareHouse;

namespace PromptOpt.Environments.Worlds;

/// <summary>The built-in worlds by name.</summary>
public static class WorldCatalog
{
    private static readonly Dictionary<string, Entry> Worlds = new(StringComparer.Ordinal)
    {
        ["blocksworld"] = Of<BlocksState, BlocksAction>(BlocksSize.All.Count, 1, options => new BlocksWorld(options)),
        ["boxlift"] = Of(BoxLiftWorld.SizeCount, 1, options => new BoxLiftWorld(options)),
        ["boxnet1"] = Of(BoxNetWorld.SizeCount, 1, options => new BoxNet1World(options)),
        ["boxnet2"] = Of(BoxNetWorld.SizeCount, 1, options => new BoxNet2World(options)),
        ["gridworld1"] = Of<GridState, GridAction>(GridSize.All.Count, 1, options => new GridWorld1(options)),
        ["gridworld2"] = Of<GridState, GridAction>(GridSize.All.Count, 1, options => new GridWorld2(options)),
        ["logistics"] = Of<LogisticsState, LogisticsAction>(LogisticsSize.All.Count, 1, options => new LogisticsWorld(options)),
        ["warehouse"] = Of(WareHouseWorld.SizeCount, 1, options => new WareHouseWorld(options)),
    };

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Worlds.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Sizes that a world has.</summary>
    public static int SizesOf(string name) => Worlds[name].Sizes;

    /// <summary>Makes a world.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">How it is wanted.</param>
    /// <param name="formatRetries">Unreadable replies in a row that are asked again.</param>
    public static IEnvironment Create(string name, WorldOptions options, int formatRetries) => Worlds[name].Create(options, formatRetries);

    private static Entry Of<TState, TAction>(int sizes, int version, Func<WorldOptions, World<TState, TAction>> world)
        where TState : class
        where TAction : class => new(sizes, (options, retries) =>
    {
        var made = world(options);
        string identity = FormattableString.Invariant(
            $"{made.Name} {version} {made.Semantics} sizes [{string.Join(',', options.Sizes)}] steps {options.StepLimit} retries {retries}");
        return new WorldEnvironment<TState, TAction>(made, identity, retries);
    });

    private sealed record Entry(int Sizes, Func<WorldOptions, int, IEnvironment> Create);
}
