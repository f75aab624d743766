using static System.FormattableString;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>What the agent reads, in both semantics.</summary>
internal static class LogisticsTexts
{
    /// <summary>Where everything is and is to be, in short lines.</summary>
    public static string Short(LogisticsState state)
    {
        var map = state.Map;
        var vehicles = Enumerable.Range(0, map.Vehicles).Select(vehicle => $"{map.Vehicle(vehicle)} at {map.Location(state.VehicleAt[vehicle])}");
        var packages = state.Goals.Select((goal, package) =>
            $"{LogisticsMap.Package(package)} {Place(state, package)}, {(state.PackageAt[package] == goal ? "done" : "goal " + map.Location(goal))}");
        string places = string.Join(' ', Enumerable.Range(0, map.Locations).Select(map.Location));
        return $"Locations: {places}.\nVehicles: {string.Join("; ", vehicles)}.\nPackages: {string.Join("; ", packages)}.";
    }

    /// <summary>State and goal as the published facts.</summary>
    public static string Long(LogisticsState state)
    {
        var goals = state.Goals.Select((goal, package) => $"{LogisticsMap.Package(package)} is at {state.Map.Location(goal)}");
        return $"{Facts(state)}\nThe goal is to have that {FactSentence.Of(goals)}";
    }

    /// <summary>The state as the published facts: airports, what is where, what is in what, which location is in which city.</summary>
    public static string Facts(LogisticsState state)
    {
        var map = state.Map;
        int[] packages = [.. Enumerable.Range(0, state.Goals.Count)], locations = [.. Enumerable.Range(0, map.Locations)];
        return "Now " + FactSentence.Of(
        [
            .. locations.Where(map.IsAirport).Select(location => $"{map.Location(location)} is an airport"),
            .. state.VehicleAt.Select((location, vehicle) => $"{map.Vehicle(vehicle)} is at {map.Location(location)}"),
            .. packages.Where(package => state.CarrierOf(package) is null).Select(package => $"{LogisticsMap.Package(package)} is {Place(state, package)}"),
            .. packages.Where(package => state.CarrierOf(package) is not null).Select(package => $"{LogisticsMap.Package(package)} is {Place(state, package)}"),
            .. locations.Select(location => Invariant($"{map.Location(location)} is in the city {LogisticsMap.City(map.CityOf(location))}")),
        ]);
    }

    private static string Place(LogisticsState state, int package) =>
        state.CarrierOf(package) is { } vehicle ? $"in {state.Map.Vehicle(vehicle)}" : $"at {state.Map.Location(state.PackageAt[package])}";
}
