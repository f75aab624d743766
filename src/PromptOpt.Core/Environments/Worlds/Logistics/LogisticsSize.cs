namespace PromptOpt.Environments.Worlds.Logistics;

/// <summary>A size of problem that is drawn.</summary>
/// <param name="Cities">Cities.</param>
/// <param name="PerCity">Locations of a city.</param>
/// <param name="Packages">Packages.</param>
/// <param name="StepLimit">Step limit: the longest best plan of 1,000 draws (6, 25, 27 and 42 steps), and slack.</param>
internal sealed record LogisticsSize(int Cities, int PerCity, int Packages, int StepLimit)
{
    /// <summary>The sizes.</summary>
    public static IReadOnlyList<LogisticsSize> All { get; } = [new(2, 1, 2, 10), new(2, 2, 3, 32), new(3, 2, 3, 36), new(3, 2, 6, 52)];
}
