using PromptOpt.Studies;

namespace PromptOpt.Search.Advising;

/// <summary>What the calls of an adviser cost, and what the search that it advises did, its calls included; the final test left out.</summary>
/// <param name="Own">Calls and tokens of the adviser.</param>
/// <param name="Search">Calls and tokens of the search.</param>
/// <param name="Dearest">Tokens of the trial that it cost most.</param>
/// <param name="Seconds">Wall-clock seconds from the wave before to the end of each of the adviser's: what it computed, and what was computed to ask it.</param>
/// <param name="SearchSeconds">Wall-clock seconds of the search.</param>
public sealed record AdviserCost(Spending Own, Spending Search, long Dearest, double Seconds, double SearchSeconds)
{
    /// <summary>What the purpose of an adviser's call begins with (<see cref="Rollout.Input"/>).</summary>
    internal const string Purpose = "adviser: ";

    /// <summary>Sums up waves, in any order.</summary>
    public static AdviserCost Of(IEnumerable<Wave> waves)
    {
        Wave[] search = [.. waves.Where(wave => wave.Key.Phase != Phase.Test).OrderBy(wave => wave.StudySeconds)];
        Wave[] own = [.. search.Where(IsAdvisers)];
        double seconds = search.Select((wave, i) => IsAdvisers(wave) ? wave.StudySeconds - (i > 0 ? search[i - 1].StudySeconds : 0) : 0).Sum();
        return new(Spending.Of(own), Spending.Of(search), own.GroupBy(wave => wave.Key.Trial).Select(trial => Spending.Of(trial).Tokens).DefaultIfEmpty().Max(), seconds, search is [.., var last] ? last.StudySeconds : 0);
    }

    /// <summary>What the calls of the adviser cost among some waves.</summary>
    internal static Spending Advice(IEnumerable<Wave> waves) => Spending.Of(waves.Where(IsAdvisers));

    private static bool IsAdvisers(Wave wave) =>
        wave.Key.Phase == Phase.Propose && wave.Rollouts is [var first, ..] && first.Input.StartsWith(Purpose, StringComparison.Ordinal);
}
