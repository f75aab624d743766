using System.Numerics;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>
/// The most packages that can be brought to their goals within the steps left. Loading and unloading take a fixed number of steps for each package, so only the moves are
/// searched; where not all packages fit, sets of them are tried, largest first. A search looks at a few hundred nodes at most, so it always ends (a test measures it).
/// </summary>
internal static class LogisticsPlanner
{
    private const int NoLimit = 1000;

    /// <summary>The plan with most packages at their goals; the fewest steps if those are all.</summary>
    public static WorldPlan<LogisticsAction> Plan(LogisticsState state) => Plan(state, out _);

    /// <summary>The same, and how many nodes were looked at.</summary>
    public static WorldPlan<LogisticsAction> Plan(LogisticsState state, out int expanded)
    {
        int[] open = [.. Enumerable.Range(0, state.Goals.Count).Where(package => state.PackageAt[package] != state.Goals[package])];
        expanded = 0;
        if (open.Length == 0) return new(state.Done, 0, null);
        var all = Best(state, open, NoLimit, ref expanded)!.Value;
        if (all.Steps <= state.StepsLeft) return new(state.Done + open.Length, all.Steps, all.Next);
        for (int count = open.Length - 1; count > 0; count--)
        {
            (int Steps, LogisticsAction Next)? best = null;
            for (int set = 1; set < 1 << open.Length; set++)
            {
                if (BitOperations.PopCount((uint)set) != count) continue;
                int[] chosen = [.. open.Where((_, index) => (set >> index & 1) != 0)];
                if (Best(state, chosen, best?.Steps - 1 ?? state.StepsLeft, ref expanded) is { } found) best = found;
            }

            if (best is { } plan) return new(state.Done + count, plan.Steps, plan.Next);
        }

        return new(state.Done, 0, all.Next);
    }

    private static (int Steps, LogisticsAction Next)? Best(LogisticsState state, int[] packages, int mostSteps, ref int expanded)
    {
        LogisticsLeg[][] legs = [.. packages.Select(package => LogisticsLeg.Of(state, package))];
        int handling = legs.Sum(LogisticsLeg.HandlingSteps);
        var search = new LogisticsSearch(state, legs);
        var way = search.Run(mostSteps - handling);
        expanded += search.Expanded;
        return way is null ? null : (handling + way.Count - 1, Next(state, packages, legs, search, way));
    }

    private static LogisticsAction Next(LogisticsState state, int[] packages, LogisticsLeg[][] legs, LogisticsSearch search, IReadOnlyList<ulong> way)
    {
        var map = state.Map;
        for (int index = 0; index < packages.Length; index++)
        {
            string name = LogisticsMap.Package(packages[index]);
            var (from, to, _) = legs[index][0];
            int carrier = state.CarrierOf(packages[index]) ?? Carrier(map, search, way, index, to);
            int at = state.VehicleAt[carrier];
            if (from == LogisticsLeg.Aboard && at == to) return new(LogisticsVerb.Unload, name, map.Vehicle(carrier), map.Location(at));
            if (from == at) return new(LogisticsVerb.Load, name, map.Location(at), map.Vehicle(carrier));
        }

        int moved = Moved(map, way[0], way[1]);
        string here = map.Location(state.VehicleAt[moved]), there = map.Location(LogisticsSearch.At(way[1], moved));
        return new(map.IsTruck(moved) ? LogisticsVerb.Drive : LogisticsVerb.Fly, map.Vehicle(moved), here, there);
    }

    // The vehicle that ends a package's first leg is the one whose move ends it.
    private static int Carrier(LogisticsMap map, LogisticsSearch search, IReadOnlyList<ulong> way, int index, int to)
    {
        int end = 1;
        while (search.Leg(way[end], index) == 0) end++;
        int carrier = Moved(map, way[end - 1], way[end]);
        return LogisticsSearch.At(way[end], carrier) == to ? carrier : throw new InvalidOperationException("A package's leg ended where no vehicle came to.");
    }

    private static int Moved(LogisticsMap map, ulong before, ulong after) =>
        Enumerable.Range(0, map.Vehicles).First(vehicle => LogisticsSearch.At(before, vehicle) != LogisticsSearch.At(after, vehicle));
}
