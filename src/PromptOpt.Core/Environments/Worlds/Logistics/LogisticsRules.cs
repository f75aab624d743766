using static PromptOpt.Environments.Worlds.Logistics.LogisticsVerb;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>Preconditions and effects of the actions.</summary>
internal static class LogisticsRules
{
    private const string UnknownObject = "unknown-object", WrongVehicle = "wrong-vehicle", NotThere = "not-there", NotLoaded = "not-loaded",
        OtherCity = "other-city", NoAirport = "no-airport", SamePlace = "same-place";

    /// <summary>Kinds of errors.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [UnknownObject, WrongVehicle, NotThere, NotLoaded, OtherCity, NoAirport, SamePlace];

    /// <summary>Every action with the things of a state that a vehicle could ever do.</summary>
    public static IEnumerable<LogisticsAction> Actions(LogisticsState state)
    {
        var map = state.Map;
        for (int vehicle = 0; vehicle < map.Vehicles; vehicle++)
        {
            string name = map.Vehicle(vehicle), here = map.Location(state.VehicleAt[vehicle]);
            for (int package = 0; package < state.PackageAt.Length; package++)
            {
                yield return new(Load, LogisticsMap.Package(package), here, name);
                yield return new(Unload, LogisticsMap.Package(package), name, here);
            }

            for (int to = 0; to < map.Locations; to++) yield return new(map.IsTruck(vehicle) ? Drive : Fly, name, here, map.Location(to));
        }
    }

    /// <summary>The first precondition that does not hold; null if all do.</summary>
    public static StepError? Broken(LogisticsState state, LogisticsAction action)
    {
        if (Missing(state, action) is { } name) return Error(UnknownObject, $"there is no {name} that could be used here");
        return action.Verb switch
        {
            Load => BrokenLoad(state, action),
            Unload => BrokenUnload(state, action),
            _ => BrokenMove(state, action),
        };
    }

    /// <summary>What an allowed action does.</summary>
    public static LogisticsState Change(LogisticsState state, LogisticsAction action) => action.Verb switch
    {
        Load => state.Put(Package(state, action.Thing)!.Value, ~state.Map.FindVehicle(action.To)!.Value),
        Unload => state.Put(Package(state, action.Thing)!.Value, state.Map.FindLocation(action.To)!.Value),
        _ => state.Go(state.Map.FindVehicle(action.Thing)!.Value, state.Map.FindLocation(action.To)!.Value),
    };

    private static string? Missing(LogisticsState state, LogisticsAction action)
    {
        var map = state.Map;
        bool hasPackage = action.Verb is Load or Unload;
        if ((hasPackage ? Package(state, action.Thing) : map.FindVehicle(action.Thing)) is null) return action.Thing;
        if ((action.Verb == Unload ? map.FindVehicle(action.From) : map.FindLocation(action.From)) is null) return action.From;
        if ((action.Verb == Load ? map.FindVehicle(action.To) : map.FindLocation(action.To)) is null) return action.To;
        return action.City is { } city && map.FindCity(city) is null ? city : null;
    }

    private static StepError? BrokenLoad(LogisticsState state, LogisticsAction action)
    {
        int package = Package(state, action.Thing)!.Value, from = state.Map.FindLocation(action.From)!.Value;
        if (state.PackageAt[package] != from) return Error(NotThere, $"{action.Thing} is {Place(state, package)}, not at {action.From}");
        return BrokenStop(state, action.To, from);
    }

    private static StepError? BrokenUnload(LogisticsState state, LogisticsAction action)
    {
        int package = Package(state, action.Thing)!.Value;
        if (state.CarrierOf(package) != state.Map.FindVehicle(action.From)) return Error(NotLoaded, $"{action.Thing} is {Place(state, package)}, not in {action.From}");
        return BrokenStop(state, action.From, state.Map.FindLocation(action.To)!.Value);
    }

    private static StepError? BrokenMove(LogisticsState state, LogisticsAction action)
    {
        var map = state.Map;
        int vehicle = map.FindVehicle(action.Thing)!.Value, from = map.FindLocation(action.From)!.Value, to = map.FindLocation(action.To)!.Value;
        bool drives = action.Verb == Drive;
        if (map.IsTruck(vehicle) != drives) return Error(WrongVehicle, $"{action.Thing} cannot {(drives ? "drive, only trucks can" : "fly, only airplanes can")}");
        if (BrokenStop(state, action.Thing, from) is { } error) return error;
        if (drives && action.City is { } city && city != LogisticsMap.City(map.CityOf(from))) return Error(OtherCity, $"{action.From} is not in {city}");
        if (map.CanGo(vehicle, to)) return from == to ? Error(SamePlace, $"{action.Thing} is already at {action.To}") : null;
        return drives
            ? Error(OtherCity, $"{action.Thing} cannot leave {LogisticsMap.City(vehicle)}, and {action.To} is in another city")
            : Error(NoAirport, $"{action.Thing} cannot land at {action.To}, which is no airport");
    }

    private static StepError? BrokenStop(LogisticsState state, string vehicle, int location)
    {
        int at = state.VehicleAt[state.Map.FindVehicle(vehicle)!.Value];
        return at == location ? null : Error(NotThere, $"{vehicle} is at {state.Map.Location(at)}, not at {state.Map.Location(location)}");
    }

    private static string Place(LogisticsState state, int package) =>
        state.CarrierOf(package) is { } vehicle ? $"in {state.Map.Vehicle(vehicle)}" : $"at {state.Map.Location(state.PackageAt[package])}";

    private static int? Package(LogisticsState state, string name) => LogisticsMap.FindPackage(name, state.PackageAt.Length);

    private static StepError Error(string kind, string message) => new() { Kind = kind, Message = message };
}
