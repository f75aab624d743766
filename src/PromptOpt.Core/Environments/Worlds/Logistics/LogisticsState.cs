namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>Where vehicles and packages are, and where packages are to be.</summary>
internal sealed record LogisticsState : SentenceState
{
    /// <summary>What does not change.</summary>
    public required LogisticsMap Map { get; init; }

    /// <summary>Location of each vehicle. Never changed.</summary>
    public required int[] VehicleAt { get; init; }

    /// <summary>Location of each package, or the complement (~) of the vehicle that it is in. Never changed.</summary>
    public required int[] PackageAt { get; init; }

    /// <summary>Location that each package is to be at.</summary>
    public required IReadOnlyList<int> Goals { get; init; }

    /// <summary>Packages that are where they are to be.</summary>
    public int Done => Goals.Where((goal, package) => PackageAt[package] == goal).Count();

    /// <summary>The vehicle that a package is in; null if it is in none.</summary>
    public int? CarrierOf(int package) => PackageAt[package] < 0 ? ~PackageAt[package] : null;

    /// <summary>The state with a package elsewhere.</summary>
    public LogisticsState Put(int package, int at) => this with { PackageAt = Replaced(PackageAt, package, at) };

    /// <summary>The state with a vehicle elsewhere.</summary>
    public LogisticsState Go(int vehicle, int location) => this with { VehicleAt = Replaced(VehicleAt, vehicle, location) };

    private static int[] Replaced(int[] items, int index, int item)
    {
        int[] copy = [.. items];
        copy[index] = item;
        return copy;
    }
}
