using PromptOpt.Search;

namespace PromptOpt.Cli.Printing;

/// <summary>What racing did, in one line.</summary>
internal static class RaceLine
{
    /// <summary>Trials stopped, rollouts saved, the error in force and what the contenders got.</summary>
    public static string Of(RaceSummary race)
    {
        var line = $"Race: {race.Stopped} of {race.Raced} trials stopped early (elimination error {Format.Number(race.EliminationError, "0.###")}), " +
            $"{Format.Count(race.RowsSaved)} of {Format.Count(race.RowsPlanned)} validation rollouts saved";
        return race.RowsAdded > 0 ? $"{line}; {Format.Count(race.RowsAdded)} more given to the contenders" : line;
    }
}
