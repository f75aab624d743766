using PromptOpt.Statistics;

namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>Where problems come from: the 12 of PROMST's published code (Chen et al. 2024), or drawn.</summary>
internal static class LogisticsProblems
{
    // Cities x locations; trucks; airplanes; packages as from>to. A place is city-location.
    private static readonly string[] Table =
    [
        "2x1; 00 10; 00 00; 10>00",
        "2x1; 00 10; 10 10; 10>00",
        "2x1; 00 10; 10; 10>10 00>10",
        "2x1; 00 10; 10; 10>00 10>00",
        "2x2; 00 11; 00; 00>01 00>01",
        "2x2; 00 10; 10 00; 00>01 11>10",
        "2x2; 00 10; 00; 00>10 11>10 01>10",
        "2x2; 01 10; 00; 11>01 00>11 00>10",
        "3x2; 01 11 21; 00; 21>11 10>21 00>11 11>00 20>10 21>21",
        "3x2; 01 10 20; 10; 20>00 10>21 20>01 20>01 21>00 11>11",
        "3x2; 01 10 20; 10 10; 20>00 10>21 20>01 20>01 21>00 11>11",
        "3x2; 01 10 21; 10 00; 10>01 00>10 21>11 00>21 10>01 00>21",
    ];

    /// <summary>How many published problems there are.</summary>
    public static int PublishedCount => Table.Length;

    /// <summary>A published problem, by number from 0.</summary>
    public static LogisticsState Published(int number, int stepLimit)
    {
        string[][] parts = [.. Table[number].Split("; ").Select(part => part.Split(' ', 'x'))];
        int perCity = parts[0][1][0] - '0';
        return new()
        {
            Map = new(parts[0][0][0] - '0', perCity, parts[2].Length),
            VehicleAt = [.. parts[1].Concat(parts[2]).Select(place => Place(place, perCity))],
            PackageAt = [.. parts[3].Select(route => Place(route, perCity))],
            Goals = [.. parts[3].Select(route => Place(route[3..], perCity))],
            StepsLeft = stepLimit,
        };
    }

    /// <summary>Draws one or two airplanes, every place and every goal uniformly, until one package at least is not where it is to be.</summary>
    public static LogisticsState Draw(LogisticsSize size, SeededRandom random)
    {
        while (true)
        {
            var map = new LogisticsMap(size.Cities, size.PerCity, 1 + random.Next(2));
            var drawn = new LogisticsState
            {
                Map = map,
                VehicleAt = [.. Enumerable.Range(0, map.Vehicles).Select(vehicle => Start(map, vehicle, random))],
                PackageAt = [.. Enumerable.Range(0, size.Packages).Select(_ => random.Next(map.Locations))],
                Goals = [.. Enumerable.Range(0, size.Packages).Select(_ => random.Next(map.Locations))],
                StepsLeft = size.StepLimit,
            };
            if (drawn.Done < size.Packages) return drawn;
        }
    }

    private static int Start(LogisticsMap map, int vehicle, SeededRandom random) =>
        map.IsTruck(vehicle) ? map.AirportOf(vehicle) + random.Next(map.PerCity) : map.AirportOf(random.Next(map.Cities));

    private static int Place(string text, int perCity) => (text[0] - '0') * perCity + (text[1] - '0');
}
