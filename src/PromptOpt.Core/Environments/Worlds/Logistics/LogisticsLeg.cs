namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>A part of a package's way: into a vehicle at one place, out of it at another.</summary>
/// <param name="From">Where it is loaded; <see cref="Aboard"/> if it already is.</param>
/// <param name="To">Where it is unloaded.</param>
/// <param name="Carriers">Vehicles that can do it, one bit each.</param>
internal readonly record struct LogisticsLeg(int From, int To, int Carriers)
{
    /// <summary>Already in a vehicle.</summary>
    public const int Aboard = -1;

    /// <summary>
    /// The legs a package still has to go, at most three: by truck to the airport, by air, by truck from the airport. No other way is shorter, since a truck
    /// never leaves its city and a vehicle carries any number: handing a package over, or putting it down on the way, takes two steps and spares at most
    /// two moves.
    /// </summary>
    public static LogisticsLeg[] Of(LogisticsState state, int package)
    {
        var map = state.Map;
        int goal = state.Goals[package], goalCity = map.CityOf(goal);
        var legs = new List<LogisticsLeg>();
        int at = state.PackageAt[package];
        if (state.CarrierOf(package) is { } carrier)
        {
            int stop = map.IsTruck(carrier) ? carrier == goalCity ? goal : map.AirportOf(carrier) : map.AirportOf(goalCity);
            legs.Add(new(Aboard, stop, 1 << carrier));
            at = stop;
        }

        if (map.CityOf(at) != goalCity)
        {
            if (!map.IsAirport(at)) legs.Add(new(at, map.AirportOf(map.CityOf(at)), 1 << map.CityOf(at)));
            legs.Add(new(map.AirportOf(map.CityOf(at)), map.AirportOf(goalCity), map.AirplaneBits));
            at = map.AirportOf(goalCity);
        }

        if (at != goal) legs.Add(new(at, goal, 1 << goalCity));
        return [.. legs];
    }

    /// <summary>Steps of loading and unloading that legs take.</summary>
    public static int HandlingSteps(LogisticsLeg[] legs) => legs.Sum(leg => leg.From == Aboard ? 1 : 2);
}
