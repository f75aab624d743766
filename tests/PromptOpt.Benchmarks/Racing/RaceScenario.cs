using PromptOpt.Statistics;

namespace PromptOpt.Benchmarks.Racing;

/// <summary>Studies of candidates with known rates.</summary>
internal sealed record RaceScenario
{
    /// <summary>Name, as it stands in the table.</summary>
    public required string Name { get; init; }

    /// <summary>The candidates' true rates of a study, the seed prompt's first, drawn from the study's randomness.</summary>
    public required Func<SeededRandom, double[]> Rates { get; init; }

    /// <summary>Number of the trial to watch; by default the last.</summary>
    public Func<double[], int> Watched { get; init; } = rates => rates.Length;

    /// <summary>Share of a row's luck that all candidates share.</summary>
    public double Shared { get; init; }

    /// <summary>Elimination error.</summary>
    public double Error { get; init; } = 0.2;

    /// <summary>Rows of the race.</summary>
    public int RaceRows { get; init; } = 64;

    /// <summary>Rows of the validation split.</summary>
    public int ValidationRows { get; init; } = 168;

    /// <summary>So many candidates with one rate.</summary>
    public static Func<SeededRandom, double[]> Equal(int candidates, double rate, params double[] then) =>
        _ => [.. Enumerable.Repeat(rate, candidates), .. then];
}
