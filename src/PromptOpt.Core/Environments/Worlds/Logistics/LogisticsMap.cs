using static System.FormattableString;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>
/// Cities, locations and vehicles by number. Location = city * locations per city + place; place 0 is the airport. Truck i belongs to city i; airplanes follow.
/// </summary>
/// <param name="cities">Cities, each with one truck; at most 3.</param>
/// <param name="perCity">Locations of a city; at most 2.</param>
/// <param name="airplanes">Airplanes, 1 or 2.</param>
internal sealed class LogisticsMap(int cities, int perCity, int airplanes)
{
    private const int MostPackages = 6, MostCities = 3;
    private static readonly string[] PackageNames = Names(MostPackages, package => Invariant($"package_{package}"));
    private static readonly string[] CityNames = Names(MostCities, city => Invariant($"city_{city}"));

    private readonly string[] _locations = Names(cities * perCity, location => Invariant($"location_{location / perCity}_{location % perCity}"));
    private readonly string[] _vehicles = Names(
        cities + airplanes, vehicle => vehicle < cities ? Invariant($"truck_{vehicle}") : Invariant($"airplane_{vehicle - cities}"));

    /// <summary>Cities.</summary>
    public int Cities => cities;

    /// <summary>Locations of a city.</summary>
    public int PerCity => perCity;

    /// <summary>All locations.</summary>
    public int Locations => cities * perCity;

    /// <summary>Trucks, then airplanes.</summary>
    public int Vehicles => cities + airplanes;

    /// <summary>All airplanes, one bit each.</summary>
    public int AirplaneBits => (1 << airplanes) - 1 << cities;

    /// <summary>Whether a vehicle is a truck.</summary>
    public bool IsTruck(int vehicle) => vehicle < cities;

    /// <summary>City of a location.</summary>
    public int CityOf(int location) => location / perCity;

    /// <summary>Airport of a city.</summary>
    public int AirportOf(int city) => city * perCity;

    /// <summary>Whether a location is an airport.</summary>
    public bool IsAirport(int location) => location % perCity == 0;

    /// <summary>Whether a vehicle may go to a location: a truck within its city, an airplane to airports.</summary>
    public bool CanGo(int vehicle, int location) => IsTruck(vehicle) ? CityOf(location) == vehicle : IsAirport(location);

    /// <summary>Name of a location.</summary>
    public string Location(int location) => _locations[location];

    /// <summary>Name of a vehicle.</summary>
    public string Vehicle(int vehicle) => _vehicles[vehicle];

    /// <summary>Name of a package.</summary>
    public static string Package(int package) => PackageNames[package];

    /// <summary>Name of a city.</summary>
    public static string City(int city) => CityNames[city];

    /// <summary>The number of a location by its name; null if there is none.</summary>
    public int? FindLocation(string name) => Find(_locations, Locations, name);

    /// <summary>The number of a vehicle by its name; null if there is none.</summary>
    public int? FindVehicle(string name) => Find(_vehicles, Vehicles, name);

    /// <summary>The number of a city by its name; null if there is none.</summary>
    public int? FindCity(string name) => Find(CityNames, cities, name);

    /// <summary>The number of one of the first <paramref name="count"/> packages by its name; null if there is none.</summary>
    public static int? FindPackage(string name, int count) => Find(PackageNames, count, name);

    private static int? Find(string[] names, int count, string name) => Array.IndexOf(names, name, 0, count) is var number and >= 0 ? number : null;

    private static string[] Names(int count, Func<int, string> nameOf) => [.. Enumerable.Range(0, count).Select(nameOf)];
}
